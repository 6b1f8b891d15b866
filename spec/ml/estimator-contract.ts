import { expect } from 'chai';
import { join } from 'node:path';
import { AnalysisError, KindlingError, ParamError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import {
  loadStage,
  Pipeline,
  PipelineModel,
  type Estimator,
  type Model,
  type PipelineStage,
  type SavableClass,
  type Transformer,
} from '#lib/ml/index.js';
import { struct } from '#lib/types/data-type.js';
import { withTemporaryFolder } from './temporary-folder.js';

export interface StageSample {
  /** Rows that the stage can take. */
  readonly frame: () => DataFrame | Promise<DataFrame>;
  /** Columns that the stage cannot do without; each is taken away in turn. */
  readonly inputs: readonly string[];
  /** The class, and that of the model, where they are not exported by the package. */
  readonly classes?: readonly SavableClass[];
}

/** What every estimator owes: params, a checked schema, a model that keeps its promise after saving, and a place in a pipeline. */
export function behavesLikeAnEstimator<M extends Model>(make: () => Estimator<M>, sample: StageSample): void {
  describe('as an estimator', () => {
    behavesLikeAStage(make, sample);

    it('fits a model that knows its parent and has its uid and params', async () => {
      const estimator = make();
      const model = await estimator.fit(await sample.frame());
      expect([model.parent, model.uid, model.hasParent]).to.deep.equal([estimator, estimator.uid, true]);
      for (const param of estimator.params.filter((p) => estimator.isSet(p) && model.hasParam(p.name))) {
        expect(model.getOrDefault(model.getParam(param.name)), param.name).to.deep.equal(estimator.getOrDefault(param));
      }
    });

    it('is the same after fitting', async () => {
      const estimator = make();
      const before = JSON.stringify(estimator);
      await estimator.fit(await sample.frame());
      expect(JSON.stringify(estimator)).to.equal(before);
    });

    it('gives a model for each param map, in order', async () => {
      const estimator = make();
      const models = await estimator.fit(await sample.frame(), [{}, {}]);
      expect(models.map((m) => m.uid)).to.deep.equal([estimator.uid, estimator.uid]);
    });

    it('gives the schema that it promised', async () => {
      const estimator = make();
      const df = await sample.frame();
      expect((await estimator.fit(df)).transform(df).schema).to.deep.equal(estimator.transformSchema(df.schema));
    });

    it('fits in a pipeline to the same model', async () => {
      const estimator = make();
      const df = await sample.frame();
      const alone = await (await estimator.fit(df)).transform(df).collect();
      const piped = await new Pipeline({ stages: [estimator] }).fit(df);
      expect(await piped.transform(df).collect()).to.deep.equal(alone);
    });
  });
  describe('its model', () => behavesLikeATransformer(async () => make().fit(await sample.frame()), sample));
}

/** What every transformer owes: params, a checked schema, laziness, and the same rows again once saved and loaded. */
export function behavesLikeATransformer(make: () => Transformer | Promise<Transformer>, sample: StageSample): void {
  describe('as a transformer', () => {
    behavesLikeAStage(make, sample);

    it('gives the schema that it promised', async () => {
      const df = await sample.frame();
      const transformer = await make();
      expect(transformer.transform(df).schema).to.deep.equal(transformer.transformSchema(df.schema));
    });

    it('gives the same rows from a copy, and loaded alone or in a pipeline', async () => {
      const df = await sample.frame();
      const transformer = await make();
      const rows = await transformer.transform(df).collect();
      expect(await transformer.copy().transform(df).collect()).to.deep.equal(rows);
      const alone = (await saveAndLoad(transformer, sample)) as Transformer;
      expect(await alone.transform(df).collect()).to.deep.equal(rows);
      const piped = (await saveAndLoad(new PipelineModel({ stages: [transformer] }), sample)) as PipelineModel;
      expect(await piped.transform(df).collect()).to.deep.equal(rows);
    });
  });
}

function behavesLikeAStage(make: () => PipelineStage | Promise<PipelineStage>, sample: StageSample): void {
  it('explains every param', async () => {
    const stage = await make();
    for (const param of stage.params) {
      expect(param.doc, param.name).to.match(/^\S.*\.$/);
      expect(stage.explainParams()).to.include(`${param.name}: ${param.doc}`);
    }
  });

  it('refuses a param that it does not have', async () => {
    const stage = await make();
    expect(() => stage.set({ noSuchParam: 1 } as never)).to.throw(ParamError, "has no param 'noSuchParam'");
  });

  it('copies with its uid and params', async () => {
    const stage = await make();
    expect(stage.copy().toJSON()).to.deep.equal(stage.toJSON());
    expect(stage.copy()).to.be.instanceOf(stage.constructor);
  });

  it('has its params, defaults and uid again once saved and loaded', async () => {
    const stage = await make();
    const loaded = await saveAndLoad(stage, sample);
    expect(loaded).to.be.instanceOf(stage.constructor);
    expect(loaded.toJSON()).to.deep.equal(JSON.parse(JSON.stringify(stage)));
    expect(loaded.explainParams()).to.equal(stage.explainParams());
  });

  it('refuses to save where something is, and replaces it when told to', () =>
    withTemporaryFolder(async (dir) => {
      const stage = await make();
      const target = join(dir, 'stage');
      await stage.save(target);
      expect(await rejection(stage.save(target))).to.include('overwrite()');
      await stage.write().overwrite().save(target);
    }));

  it('says which column is missing, before anything runs', async () => {
    const stage = await make();
    const { schema } = await sample.frame();
    for (const input of sample.inputs) {
      const without = struct(schema.fields.filter((f) => f.name !== input));
      expect(() => stage.transformSchema(without), input).to.throw(AnalysisError, `'${input}'`);
    }
  });
}

const saveAndLoad = (stage: PipelineStage, sample: StageSample): Promise<PipelineStage> =>
  withTemporaryFolder(async (dir) => {
    await stage.save(join(dir, 'stage'));
    const options = sample.classes === undefined ? {} : { classes: sample.classes };
    return (await loadStage(join(dir, 'stage'), options)) as PipelineStage;
  });

/** The message of the KindlingError that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).to.be.instanceOf(KindlingError);
  return (error as KindlingError).message;
}
