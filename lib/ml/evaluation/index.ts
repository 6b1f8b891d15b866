export * from './binary-classification-evaluator.js';
export { BinaryClassificationMetrics, type CurvePoint } from './binary-metrics.js';
export * from './evaluator.js';
export * from './multiclass-classification-evaluator.js';
export { MulticlassMetrics } from './multiclass-metrics.js';
export * from './regression-evaluator.js';
export { RegressionMetrics } from './regression-metrics.js';
