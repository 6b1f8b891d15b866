import {
  ChainedPreprocessing,
  ImageCenterCrop,
  ImageChannelNormalize,
  ImageFeatureToTensor,
  ImageMatToTensor,
  ImageResize,
  RowToImageFeature,
} from 'kindling';

/** What all benches do to a photograph: 256 x 256, the 224 x 224 in its middle, (value - 127) / 128, channels first. */
export const photographSteps = () =>
  new ChainedPreprocessing([
    new RowToImageFeature(),
    new ImageResize(256, 256),
    new ImageCenterCrop(224, 224),
    new ImageChannelNormalize(127, 127, 127, 128, 128, 128),
    new ImageMatToTensor(),
    new ImageFeatureToTensor(),
  ]);

/** Numbers in a tensor that they make. */
export const TENSOR_SIZE = 3 * 224 * 224;
