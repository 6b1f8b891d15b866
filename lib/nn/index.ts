export * from './nn-classifier.js';
export * from './nn-classifier-model.js';
export * from './nn-estimator.js';
export * from './nn-model.js';
export * from './net/net.js';
export * from './net/onnx-net.js';
export * from './tensorflow.js';
export * from './training-summary.js';
