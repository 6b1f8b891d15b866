import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { NNImageReader, SparkSession, type DataFrame } from 'kindling';
import { labelled } from '../../../examples/ants-and-bees/labelled.js';

const PICTURES = '../shared/data/hymenoptera_data/train';
const classes = ['ants', 'bees'];

describe('labelled', () => {
  let spark: SparkSession;
  let folder: string;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    folder = mkdtempSync(join(tmpdir(), 'labelled-'));
    for (const part of ['ants/mine/ants', 'ants/mine/bees', 'other/wasps', 'other/bees'])
      mkdirSync(join(folder, part), { recursive: true });
    const [ant, bee] = classes.map((name) => join(PICTURES, name, readdirSync(join(PICTURES, name))[0]!));
    cpSync(ant!, join(folder, 'ants/mine/ants/a b%.jpg'));
    cpSync(bee!, join(folder, 'ants/mine/bees/1.jpg'));
    cpSync(bee!, join(folder, 'other/bees/1.jpg'));
    cpSync(bee!, join(folder, 'other/wasps/1.jpg'));
  });
  after(async () => {
    await spark.stop();
    rmSync(folder, { recursive: true });
  });

  const read = (glob: string, dropInvalid = false): DataFrame =>
    labelled(NNImageReader.readImages(join(folder, glob), spark, { dropInvalid }), classes);

  it('takes the label from the folder of the picture, whatever folders lie above it', async () => {
    const rows = await read('ants/mine/*/*.jpg').select('name', 'label').orderBy('label').collect();
    expect(rows.map((row) => ({ ...row }))).to.deep.equal([
      { name: 'a b%.jpg', label: 0 },
      { name: '1.jpg', label: 1 },
    ]);
  });

  it('names a picture in a folder that is none of the classes', async () => {
    const error = await read('other/*/*.jpg')
      .select('label')
      .collect()
      .catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.match(/other\/wasps\/1\.jpg must lie in a folder named ants or bees; it lies in 'wasps'/);
  });

  it('leaves out what dropInvalid made null', async () => {
    writeFileSync(join(folder, 'ants/mine/ants/torn.jpg'), 'no picture');
    const rows = await read('ants/mine/*/*.jpg', true).select('label').orderBy('label').collect();
    expect(rows.map((row) => (row as { label: number }).label)).to.deep.equal([0, 1]);
  });
});
