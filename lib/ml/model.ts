import type { ParamMap } from './param/param-map.js';
import type { PipelineStage } from './pipeline-stage.js';
import { Transformer } from './transformer.js';

/** A transformer that an estimator fitted. */
export abstract class Model extends Transformer {
  /** The estimator that fitted it, with the params in force then; undefined once the model was loaded. */
  parent: PipelineStage | undefined = undefined;

  get hasParent(): boolean {
    return this.parent !== undefined;
  }

  protected override copyState(original: this, extra: ParamMap): void {
    super.copyState(original, extra);
    this.parent = original.parent;
  }
}
