import { expect } from 'chai';
import { BinaryClassificationEvaluator, MulticlassClassificationEvaluator, RegressionEvaluator } from '#lib/ml/index.js';
import { SparkSession } from '#lib/session/spark-session.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { behavesLikeAnEstimator, rejection } from '../estimator-contract.js';
import { Center, CenterModel } from '../toy-stages.js';
import { golden, goldenRows } from './golden-frame.js';

describe('ml on the local engine', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').appName('ml').getOrCreate();
  });
  after(() => spark.stop());

  const frame = (name: string): DataFrame => {
    const { columns, rows } = goldenRows(name);
    const numbers = columns.map((column, i) => ({ column, i })).filter(({ i }) => typeof rows[0]![i] === 'number');
    return spark
      .createDataFrame(
        rows.map((row) => numbers.map(({ i }) => row[i])),
        numbers.map(({ column }) => `${column} double`).join(', '),
      )
      .repartition(3);
  };

  it('evaluates in the workers to what Spark gives', async () => {
    const classes = golden('eval-multiclass-w').result;
    expect(await new MulticlassClassificationEvaluator({ weightCol: 'w' }).evaluate(frame('eval-multiclass-w'))).to.be.closeTo(
      classes['f1@0.0beta1.0']!,
      1e-12,
    );
    const scores = golden('eval-binary-w-bins0').result;
    expect(await new BinaryClassificationEvaluator({ weightCol: 'w', numBins: 0 }).evaluate(frame('eval-binary-w-bins0'))).to.be.closeTo(
      scores['areaUnderROC']!,
      1e-12,
    );
    const numbers = golden('eval-regression-w-origin0').result;
    expect(await new RegressionEvaluator({ weightCol: 'w', metricName: 'r2' }).evaluate(frame('eval-regression-w-origin0'))).to.be.closeTo(
      numbers['r2']!,
      1e-12,
    );
  });

  it('casts labels and predictions of any numeric type', async () => {
    const rows = [
      [1, 1n, '1.00'],
      [0, 1n, '0.50'],
      [1, 1n, '2.00'],
      [0, 0n, '1.00'],
    ];
    const df = spark.createDataFrame(rows, 'prediction int, label bigint, w decimal(5,2)') as DataFrame;
    expect(await new MulticlassClassificationEvaluator({ metricName: 'accuracy', weightCol: 'w' }).evaluate(df)).to.be.closeTo(
      4 / 4.5,
      1e-12,
    );
  });

  it('says which column has a null, from a worker', async () => {
    const df = spark.createDataFrame(
      [
        [1, 1],
        [0, null],
      ],
      'prediction double, label double',
    ) as DataFrame;
    expect(await rejection(new MulticlassClassificationEvaluator().evaluate(df))).to.include(
      "MulticlassClassificationEvaluator.labelCol 'label' must have no nulls",
    );
  });

  it('reads columns whose names have dots and spaces', async () => {
    const df = (
      spark.createDataFrame(
        [
          [1, 1],
          [0, 1],
        ],
        'a double, b double',
      ) as DataFrame
    ).toDF('my.label', 'the prediction');
    const evaluator = new MulticlassClassificationEvaluator({
      metricName: 'accuracy',
      labelCol: 'my.label',
      predictionCol: 'the prediction',
    });
    expect(await evaluator.evaluate(df)).to.equal(0.5);
  });

  behavesLikeAnEstimator(() => new Center({ shift: 2 }), {
    frame: () => spark.createDataFrame([[1], [2], [6]], 'x double') as DataFrame,
    inputs: ['x'],
    classes: [Center, CenterModel],
  });
});
