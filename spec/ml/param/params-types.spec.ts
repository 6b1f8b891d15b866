import { expectTypeOf } from 'expect-type';
import type { DataFrame } from '#lib/frame/data-frame.js';
import {
  Estimator,
  kinds,
  MulticlassClassificationEvaluator,
  ParamMap,
  Pipeline,
  PipelineModel,
  withParams,
  type Model,
  type OptionsOf,
  type Param,
} from '#lib/ml/index.js';
import { Center, type CenterModel, Scale } from '../toy-stages.js';

declare const df: DataFrame;

/** Checked by the compiler; nothing of it runs. */
export async function options(): Promise<void> {
  new Scale({ factor: 3 });
  // @ts-expect-error unknown option
  new Scale({ faktor: 3 });
  // @ts-expect-error wrong type
  new Scale({ factor: '3' });
  // @ts-expect-error not a metric
  new MulticlassClassificationEvaluator({ metricName: 'accurracy' });
  expectTypeOf<keyof OptionsOf<Scale>>().toEqualTypeOf<'inputCol' | 'outputCol' | 'factor'>();
  expectTypeOf<OptionsOf<MulticlassClassificationEvaluator>['metricName']>()
    .extract<string>()
    .toEqualTypeOf<
      | 'f1'
      | 'accuracy'
      | 'weightedPrecision'
      | 'weightedRecall'
      | 'weightedTruePositiveRate'
      | 'weightedFalsePositiveRate'
      | 'weightedFMeasure'
      | 'truePositiveRateByLabel'
      | 'falsePositiveRateByLabel'
      | 'precisionByLabel'
      | 'recallByLabel'
      | 'fMeasureByLabel'
      | 'logLoss'
      | 'hammingLoss'
    >();
}

export async function accessors(): Promise<void> {
  const scale = new Scale();
  class Sub extends Scale {
    only(): number {
      return 1;
    }
  }
  expectTypeOf(new Sub().setFactor(1).setInputCol('x').only()).toEqualTypeOf<number>();
  expectTypeOf(new Sub().set({ factor: 1 }).set(scale.factor, 2).copy({ factor: 3 })).toEqualTypeOf<Sub>();
  expectTypeOf(scale.getFactor()).toEqualTypeOf<number>();
  expectTypeOf(scale.factor).toEqualTypeOf<Param<number>>();
  expectTypeOf(scale.get(scale.inputCol)).toEqualTypeOf<string | undefined>();
  // @ts-expect-error wrong type
  scale.setFactor('1');
  // @ts-expect-error wrong type for the param
  scale.set(scale.factor, '1');
  // @ts-expect-error unknown option
  scale.set({ faktor: 1 });
  // @ts-expect-error unknown option
  scale.copy({ faktor: 1 });
  // @ts-expect-error a grid value of the wrong type
  new ParamMap().put(scale.factor, 'a');
}

export async function fitting(): Promise<void> {
  const center = new Center();
  expectTypeOf(await center.fit(df)).toEqualTypeOf<CenterModel>();
  expectTypeOf(await center.fit(df, { shift: 1 })).toEqualTypeOf<CenterModel>();
  expectTypeOf(await center.fit(df, new ParamMap())).toEqualTypeOf<CenterModel>();
  expectTypeOf(await center.fit(df, [{ shift: 1 }, new ParamMap()])).toEqualTypeOf<CenterModel[]>();
  // @ts-expect-error unknown override
  await center.fit(df, { shifft: 1 });
  // @ts-expect-error unknown override in a list
  await center.fit(df, [{ shifft: 1 }]);
  // @ts-expect-error abstract members are missing
  class Missing extends withParams(Estimator<Model>, 'Missing', { k: kinds.int({ doc: 'K.' }) }) {}
  void Missing;
}

export async function pipelines(): Promise<void> {
  expectTypeOf(await new Pipeline({ stages: [new Scale(), new Center()] }).fit(df)).toEqualTypeOf<PipelineModel>();
  expectTypeOf(await PipelineModel.load('dir', { classes: [Scale] })).toEqualTypeOf<PipelineModel>();
  expectTypeOf(await Scale.read().load('dir')).toEqualTypeOf<Scale>();
  expectTypeOf(Scale.fromJSON({ uid: 'a', params: {} })).toEqualTypeOf<Scale>();
  // @ts-expect-error an evaluator is not a stage
  new Pipeline({ stages: [new MulticlassClassificationEvaluator()] });
  // @ts-expect-error an estimator is not fitted
  new PipelineModel({ stages: [new Center()] });
}

export function inheritance(): void {
  class More extends withParams(Scale, 'More', { extra: kinds.bool({ doc: 'Extra.', default: true }) }) {}
  expectTypeOf<keyof OptionsOf<More>>().toEqualTypeOf<'inputCol' | 'outputCol' | 'factor' | 'extra'>();
  expectTypeOf(new More({ extra: false, factor: 1 }).setFactor(2).getExtra()).toEqualTypeOf<boolean>();
  // @ts-expect-error unknown option
  new More({ extraa: true });
}
