import { expect } from 'chai';
import { AnalysisError, ParamError } from '#lib/errors.js';
import { ParamMap, Pipeline, PipelineModel } from '#lib/ml/index.js';
import { behavesLikeAnEstimator, behavesLikeATransformer, rejection } from './estimator-contract.js';
import { memoryFrame, runsOf } from './memory-frame.js';
import { Center, CenterModel, Scale } from './toy-stages.js';

const frame = () => memoryFrame({ x: new Float64Array([1, 2, 6]) });
const classes = [Scale, Center, CenterModel];
const stages = () => [
  new Scale({ inputCol: 'x', outputCol: 'a', factor: 10 }),
  new Center({ inputCol: 'a', outputCol: 'b' }),
  new Scale({ inputCol: 'b', outputCol: 'c', factor: -1 }),
];

describe('toy stages', () => {
  behavesLikeATransformer(() => new Scale({ factor: 3 }), { frame, inputs: ['x'], classes });
  behavesLikeAnEstimator(() => new Center({ shift: -Infinity, seed: 5 }), { frame, inputs: ['x'], classes });
});

describe('Pipeline', () => {
  behavesLikeAnEstimator(() => new Pipeline({ stages: stages() }), { frame, inputs: ['x'], classes });

  it('fits each estimator on what the stages before it give', async () => {
    const model = await new Pipeline({ stages: stages() }).fit(frame());
    expect((model.stages[1] as CenterModel).mean).to.equal(30);
    expect(await model.transform(frame()).collect()).to.deep.equal([
      { x: 1, a: 10, b: -20, c: 20 },
      { x: 2, a: 20, b: -10, c: 10 },
      { x: 6, a: 60, b: 30, c: -30 },
    ]);
  });

  it('does not transform by stages after the last estimator while fitting', async () => {
    const calls: string[] = [];
    class Watched extends Scale {
      protected override transformImpl(df: ReturnType<typeof frame>) {
        calls.push(this.getOutputCol());
        return super.transformImpl(df);
      }
    }
    const [, center] = stages();
    await new Pipeline({ stages: [new Watched({ outputCol: 'a' }), center!, new Watched({ inputCol: 'b', outputCol: 'c' })] }).fit(frame());
    expect(calls).to.deep.equal(['a']);
  });

  it('checks every stage before it reads anything', async () => {
    const df = frame();
    const [first, second] = stages();
    const pipeline = new Pipeline({ stages: [first!, second!, new Scale({ inputCol: 'nope', outputCol: 'c' })] });
    expect(await rejection(pipeline.fit(df))).to.include("'nope'");
    expect(runsOf(df)).to.equal(0);
    const model = await new Pipeline({ stages: stages() }).fit(df);
    const runs = runsOf(df);
    model.transform(df);
    expect(runsOf(df)).to.equal(runs);
  });

  it('gives each stage its own of a ParamMap, for one fit', async () => {
    const [scale, center, last] = stages() as [Scale, Center, Scale];
    const pipeline = new Pipeline({ stages: [scale, center, last] });
    const maps = [new ParamMap().put(scale.factor, 1), new ParamMap().put(center.shift, 5).put(scale.factor, 2)];
    const models = await pipeline.fit(frame(), maps);
    expect(models.map((m) => (m.stages[1] as CenterModel).mean)).to.deep.equal([3, 11]);
    expect([scale.getFactor(), center.getShift()]).to.deep.equal([10, 0]);
  });

  it('takes its stages from a ParamMap, with params for these', async () => {
    const pipeline = new Pipeline({ stages: [] });
    const center = new Center();
    const model = await pipeline.fit(frame(), new ParamMap().put(pipeline.stages, [center]).put(center.shift, 1));
    expect((model.stages[0] as CenterModel).mean).to.equal(4);
  });

  it('gives back the frame where it has no stages', async () => {
    const df = frame();
    expect((await new Pipeline({ stages: [] }).fit(df)).transform(df)).to.equal(df);
  });

  it('refuses what is not a stage, a stage twice, and no stages at all', async () => {
    expect(() => new Pipeline({ stages: [{} as never] })).to.throw(
      ParamError,
      'Pipeline.stages must be a list of estimators and transformers; got [{  }]',
    );
    const scale = new Scale();
    expect(() => new Pipeline({ stages: [scale, scale] }).transformSchema(frame().schema)).to.throw(
      AnalysisError,
      `got ${scale.uid} twice`,
    );
    expect(await rejection(new Pipeline().fit(frame()))).to.include('Pipeline.stages must be set');
  });
});

describe('PipelineModel', () => {
  behavesLikeATransformer(() => new PipelineModel({ stages: [new Scale()] }), { frame, inputs: ['x'], classes });

  it('refuses an estimator', () => {
    expect(() => new PipelineModel({ stages: [new Center() as never] })).to.throw(
      ParamError,
      'must be a list of transformers; got Center_',
    );
  });

  it('hands a ParamMap of an estimator on to its model', async () => {
    const [scale, center, last] = stages() as [Scale, Center, Scale];
    const model = await new Pipeline({ stages: [scale, center, last] }).fit(frame());
    const df = model.transform(frame(), new ParamMap().put(center.outputCol, 'b').put(last.factor, 100));
    expect(((await df.collect()) as { c: number }[]).map((r) => r.c)).to.deep.equal([-2000, -1000, 3000]);
  });
});
