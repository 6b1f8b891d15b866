import { expect } from 'chai';
import { join } from 'node:path';
import { AnalysisError, ParamError } from '#lib/errors.js';
import { BinaryClassificationEvaluator, Evaluator, MulticlassClassificationEvaluator, RegressionEvaluator } from '#lib/ml/index.js';
import { rejection } from '../estimator-contract.js';
import { runsOf } from '../memory-frame.js';
import { withTemporaryFolder } from '../temporary-folder.js';
import { doublesFrame, golden } from './golden-frame.js';

const close = (actual: number, expected: number, what: string): void => {
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).to.be.at.most(1e-12 * Math.max(1, Math.abs(expected)));
};

describe('MulticlassClassificationEvaluator', () => {
  const { df, result } = golden('eval-multiclass-w');

  it('gives what Spark gives, for every metric', async () => {
    const metrics = new Set<string>();
    for (const [key, expected] of Object.entries(result)) {
      const [, metricName, label, beta] = /^(\w+)@(.*)beta(.*)$/.exec(key)!;
      metrics.add(metricName!);
      const evaluator = new MulticlassClassificationEvaluator({
        metricName: metricName as 'f1',
        metricLabel: Number(label),
        beta: Number(beta),
        weightCol: 'w',
      });
      close(await evaluator.evaluate(df), expected, key);
    }
    expect(metrics.size).to.equal(14);
  });

  it('weighs each row 1 where there is no weight column', async () => {
    close(await new MulticlassClassificationEvaluator({ metricName: 'accuracy' }).evaluate(df), 6 / 9, 'accuracy');
    const metrics = await new MulticlassClassificationEvaluator().getMetrics(df);
    expect(metrics.labels).to.deep.equal([0, 1, 2]);
    expect(metrics.confusionMatrix).to.deep.equal([
      [2, 1, 1],
      [1, 3, 0],
      [0, 0, 1],
    ]);
  });

  it('takes overrides for one call', async () => {
    const evaluator = new MulticlassClassificationEvaluator({ metricName: 'accuracy' });
    close(await evaluator.evaluate(df, { weightCol: 'w' }), result['accuracy@0.0beta1.0']!, 'accuracy');
    expect(evaluator.isSet('weightCol')).to.equal(false);
  });

  it('knows which metrics are better when smaller', () => {
    const larger = (metricName: 'f1' | 'logLoss' | 'hammingLoss' | 'weightedFalsePositiveRate') =>
      new MulticlassClassificationEvaluator({ metricName }).isLargerBetter();
    expect([larger('f1'), larger('logLoss'), larger('hammingLoss'), larger('weightedFalsePositiveRate')]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });

  it('keeps a certain and wrong probability finite', async () => {
    const wrong = doublesFrame(['prediction', 'label', 'probability'], [[0, 1, [1, 0]]]);
    close(await new MulticlassClassificationEvaluator({ metricName: 'logLoss' }).evaluate(wrong), -Math.log(1e-15), 'logLoss');
    close(await new MulticlassClassificationEvaluator({ metricName: 'logLoss', eps: 0.1 }).evaluate(wrong), -Math.log(0.1), 'logLoss');
  });

  it('gives NaN for the accuracy of no rows, and 0 for a weighted metric', async () => {
    const none = doublesFrame(['prediction', 'label'], []);
    expect(await new MulticlassClassificationEvaluator({ metricName: 'accuracy' }).evaluate(none)).to.deep.equal(NaN);
    expect(await new MulticlassClassificationEvaluator({ metricName: 'f1' }).evaluate(none)).to.equal(0);
  });

  it('says what is wrong with the data', async () => {
    const evaluate = (rows: (number | number[] | null)[][], options = {}) =>
      rejection(new MulticlassClassificationEvaluator(options).evaluate(doublesFrame(['prediction', 'label', 'w', 'probability'], rows)));
    expect(
      await evaluate([
        [0, 0, 1, [1, 0]],
        [0, null, 1, [1, 0]],
      ]),
    ).to.include("MulticlassClassificationEvaluator.labelCol 'label' must have no nulls; got null. Leave such rows out");
    expect(await evaluate([[null, 0, 1, [1, 0]]])).to.include("predictionCol 'prediction' must have no nulls");
    expect(await evaluate([[0, 0, -1, [1, 0]]], { weightCol: 'w' })).to.include("weightCol 'w' must hold finite numbers >= 0; got -1");
    expect(await evaluate([[0, 0, NaN, [1, 0]]], { weightCol: 'w' })).to.include('got NaN');
    expect(await evaluate([[0, 0, null, [1, 0]]], { weightCol: 'w' })).to.include("weightCol 'w' must have no nulls");
    expect(await evaluate([[0, 2, 1, [1, 0]]], { metricName: 'logLoss' })).to.include(
      "labelCol 'label' must hold integers from 0 to 1, the classes of 'probability'; got 2",
    );
    expect(await evaluate([[0, 0, 1, [1, 0]]], { metricName: 'recallByLabel', metricLabel: 5 })).to.include(
      'metricLabel must be a label of the data (0); got 5',
    );
  });

  it('says which column is missing or of the wrong type, before anything runs', async () => {
    const evaluator = (options: object) => new MulticlassClassificationEvaluator(options).evaluate(df);
    const runs = runsOf(df);
    expect(await rejection(evaluator({ labelCol: 'lable' }))).to.match(
      /labelCol must name a column of \(prediction: double, .*; got 'lable'. Did you mean 'label'/,
    );
    expect(await rejection(evaluator({ labelCol: 'probability' }))).to.include(
      "labelCol must name a column of numbers; 'probability' is vector",
    );
    expect(await rejection(evaluator({ metricName: 'logLoss', probabilityCol: 'w' }))).to.include(
      "probabilityCol must name a column of vectors; 'w' is double",
    );
    expect(runsOf(df)).to.equal(runs);
    const error: unknown = await evaluator({ labelCol: 'x' }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(AnalysisError);
    expect(() => new MulticlassClassificationEvaluator({ eps: 0.5 })).to.throw(ParamError, 'eps must be a number > 0 and < 0.5; got 0.5');
  });
});

describe('BinaryClassificationEvaluator', () => {
  for (const [name, options] of [
    ['plain-bins1000', {}],
    ['plain-bins3', { numBins: 3 }],
    ['w-bins0', { numBins: 0, weightCol: 'w' }],
    ['w-bins3', { numBins: 3, weightCol: 'w' }],
  ] as const) {
    it(`gives what Spark gives: ${name}`, async () => {
      const { df, result } = golden(`eval-binary-${name}`);
      for (const metricName of ['areaUnderROC', 'areaUnderPR'] as const) {
        close(await new BinaryClassificationEvaluator({ metricName, ...options }).evaluate(df), result[metricName]!, metricName);
      }
    });
  }

  it('takes element 1 of a vector as the score', async () => {
    const rows = [
      [[0.9, 0.1], 0],
      [[0.4, 0.6], 1],
      [[0.3, 0.7], 0],
      [[0.2, 0.8], 1],
    ];
    close(await new BinaryClassificationEvaluator().evaluate(doublesFrame(['rawPrediction', 'label'], rows)), 0.75, 'areaUnderROC');
    const narrow = doublesFrame(['rawPrediction', 'label'], [[[0.9], 0]]);
    expect(await rejection(new BinaryClassificationEvaluator().evaluate(narrow))).to.include(
      'must hold vectors of at least 2 elements; got one of 1',
    );
  });

  it('puts neighbouring scores together down to about numBins points', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [i / 100, i % 3 === 0 ? 1 : 0]);
    const points = async (numBins: number) =>
      (await new BinaryClassificationEvaluator({ numBins }).getMetrics(doublesFrame(['rawPrediction', 'label'], rows, 7))).roc().length - 2;
    expect([await points(0), await points(51), await points(50), await points(10), await points(7)]).to.deep.equal([100, 100, 50, 10, 8]);
  });

  it('agrees with counting pairs, however many scores are equal', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [((i * 7919) % 1009) % 300, (i * 31) % 7 < 3 ? 1 : 0]);
    const [ones, zeros] = [1, 0].map((label) => rows.filter((r) => r[1] === label).map((r) => r[0]!));
    let won = 0;
    for (const one of ones!) for (const zero of zeros!) won += one > zero ? 1 : one === zero ? 0.5 : 0;
    const area = await new BinaryClassificationEvaluator({ numBins: 0 }).evaluate(doublesFrame(['rawPrediction', 'label'], rows, 500));
    close(area, won / (ones!.length * zeros!.length), 'areaUnderROC');
  });

  it('stays defined where one class is missing, and counts NaN as the largest score', async () => {
    const evaluate = (rows: number[][], metricName: 'areaUnderROC' | 'areaUnderPR') =>
      new BinaryClassificationEvaluator({ metricName }).evaluate(doublesFrame(['rawPrediction', 'label'], rows));
    expect(
      await evaluate(
        [
          [0.1, 0],
          [0.2, 0],
        ],
        'areaUnderPR',
      ),
    ).to.equal(0);
    expect(
      await evaluate(
        [
          [0.1, 1],
          [0.2, 1],
        ],
        'areaUnderPR',
      ),
    ).to.equal(1);
    expect(
      await evaluate(
        [
          [NaN, 1],
          [NaN, 1],
          [5, 0],
          [Infinity, 0],
        ],
        'areaUnderROC',
      ),
    ).to.equal(1);
    expect(await evaluate([], 'areaUnderROC')).to.equal(0.5);
    expect(await rejection(evaluate([], 'areaUnderPR'))).to.include('must be of at least one row');
  });
});

describe('RegressionEvaluator', () => {
  for (const [name, options] of [
    ['plain-origin1', { throughOrigin: true }],
    ['w-origin0', { weightCol: 'w' }],
    ['w-origin1', { weightCol: 'w', throughOrigin: true }],
  ] as const) {
    it(`gives what Spark gives: ${name}`, async () => {
      const { df, result } = golden(`eval-regression-${name}`);
      for (const metricName of ['rmse', 'mse', 'r2', 'mae', 'var'] as const) {
        close(await new RegressionEvaluator({ metricName, ...options }).evaluate(df), result[metricName]!, metricName);
      }
    });
  }

  it('keeps its digits where labels are large and close together', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [1e9 + i + (i % 2), 1e9 + i]);
    close(
      await new RegressionEvaluator({ metricName: 'r2' }).evaluate(doublesFrame(['prediction', 'label'], rows, 9)),
      1 - 50 / 83325,
      'r2',
    );
  });

  it('leaves rows of weight 0 out, and refuses no rows', async () => {
    const names = ['prediction', 'label', 'w'];
    close(
      await new RegressionEvaluator({ weightCol: 'w' }).evaluate(
        doublesFrame(names, [
          [1, 3, 1],
          [100, 0, 0],
          [2, 2, 1],
        ]),
      ),
      Math.SQRT2,
      'rmse',
    );
    expect(await rejection(new RegressionEvaluator().evaluate(doublesFrame(names, [])))).to.include(
      'at least one row whose weight is above 0; got none',
    );
  });
});

describe('every evaluator', () => {
  it('saves and loads', () =>
    withTemporaryFolder(async (dir) => {
      const evaluators = [
        new MulticlassClassificationEvaluator({ metricName: 'logLoss', eps: 0.01 }),
        new BinaryClassificationEvaluator({ numBins: 0 }),
        new RegressionEvaluator({ metricName: 'r2' }),
      ];
      for (const [i, evaluator] of evaluators.entries()) {
        await evaluator.save(join(dir, String(i)));
        const loaded = await Evaluator.load(join(dir, String(i)));
        expect(loaded).to.be.instanceOf(evaluator.constructor);
        expect(loaded.toJSON()).to.deep.equal(evaluator.toJSON());
      }
    }));
});
