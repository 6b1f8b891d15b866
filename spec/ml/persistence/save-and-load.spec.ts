import { expect } from 'chai';
import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadStage, Pipeline, PipelineModel, Transformer } from '#lib/ml/index.js';
import { rejection } from '../estimator-contract.js';
import { withTemporaryFolder } from '../temporary-folder.js';
import { Center, CenterModel, Scale } from '../toy-stages.js';

const classes = [Scale, Center, CenterModel];

/** Saves a model, lets `spoil` change its folder, and gives what loading it says. */
const spoiled = (spoil: (folder: string) => Promise<unknown>): Promise<string> =>
  withTemporaryFolder(async (dir) => {
    const folder = join(dir, 'model');
    await CenterModel.of(3, 'center').save(folder);
    await spoil(folder);
    return rejection(CenterModel.load(folder));
  });

const edit =
  (change: (metadata: Record<string, any>) => void) =>
  async (folder: string): Promise<void> => {
    const file = join(folder, 'metadata.json');
    const metadata = JSON.parse(await readFile(file, 'utf8')) as Record<string, any>;
    change(metadata);
    await writeFile(file, JSON.stringify(metadata));
  };

describe('save', () => {
  it('writes metadata that people can read, with defaults beside what was set', () =>
    withTemporaryFolder(async (dir) => {
      await new Scale({ factor: Infinity }, 'scale_1').save(join(dir, 'deep', 'scale'));
      const metadata = JSON.parse(await readFile(join(dir, 'deep', 'scale', 'metadata.json'), 'utf8')) as Record<string, unknown>;
      expect(metadata).to.deep.include({
        class: 'Scale',
        uid: 'scale_1',
        formatVersion: 1,
        params: { factor: 'Inf' },
        defaultParams: { inputCol: 'x', outputCol: 'y', factor: 2 },
        files: [],
      });
      expect(metadata['libraryVersion']).to.match(/^\d+\.\d+\.\d+/);
    }));

  it('lays the stages of a pipeline out as stages/<i>_<uid>, whatever the uid', () =>
    withTemporaryFolder(async (dir) => {
      const uids = ['a', '../../b/..'];
      await new PipelineModel({ stages: uids.map((uid) => new Scale({}, uid)) }).save(join(dir, 'model'));
      expect(await readdir(join(dir, 'model', 'stages'))).to.deep.equal(['0_a', '1_..%2F..%2Fb%2F..']);
      const loaded = await PipelineModel.load(join(dir, 'model'), { classes });
      expect(loaded.stages.map((s) => s.uid)).to.deep.equal(uids);
    }));

  it('leaves nothing behind when it fails', () =>
    withTemporaryFolder(async (dir) => {
      class Failing extends CenterModel {
        static override readonly className = 'Failing';
        override saveData(): Promise<void> {
          return Promise.reject(new Error('disk full'));
        }
      }
      await new Scale().save(join(dir, 'model'));
      const error: unknown = await new Failing()
        .write()
        .overwrite()
        .save(join(dir, 'model'))
        .catch((e: unknown) => e);
      expect((error as Error).message).to.equal('disk full');
      expect(await readdir(dir)).to.deep.equal(['model']);
      expect(await Scale.load(join(dir, 'model'))).to.be.instanceOf(Scale);
    }));

  it('replaces a saved stage and nothing else', () =>
    withTemporaryFolder(async (dir) => {
      const folder = join(dir, 'model');
      await CenterModel.of(1, 'old').save(folder);
      expect(await rejection(CenterModel.of(2, 'new').save(folder))).to.match(
        /^\[PATH_ALREADY_EXISTS\] .* already exists. To replace it: stage.write\(\).overwrite\(\).save\(dir\)$/,
      );
      await CenterModel.of(2, 'new').write().overwrite().save(folder);
      expect((await CenterModel.load(folder)).mean).to.equal(2);
      await mkdir(join(dir, 'photos'));
      await writeFile(join(dir, 'photos', 'a.jpg'), 'x');
      expect(await rejection(new Scale().write().overwrite().save(join(dir, 'photos')))).to.include('is not a saved stage');
      expect((await readdir(dir)).sort()).to.deep.equal(['model', 'photos']);
    }));

  it('takes a path or a file URL, and no other scheme', () =>
    withTemporaryFolder(async (dir) => {
      await new Scale({}, 'u').save(pathToFileURL(join(dir, 'a b')));
      expect((await Scale.read().load(String(pathToFileURL(join(dir, 'a b'))))).uid).to.equal('u');
      expect(await rejection(new Scale().save('hdfs://host/model'))).to.include(
        "must be a local path or a file: URL; got 'hdfs://host/model'",
      );
    }));

  it('refuses a class that has only the name of its base', () =>
    withTemporaryFolder(async (dir) => {
      class Mine extends Scale {}
      expect(await rejection(new Mine().save(join(dir, 'm')))).to.include(
        "Mine must have a class name of its own to be saved; it has that of its base, 'Scale'",
      );
      expect(await rejection(new Pipeline({ stages: [new Mine()] }).save(join(dir, 'm')))).to.include('Mine must have');
      expect(await readdir(dir)).to.deep.equal([]);
    }));
});

describe('load', () => {
  it('finds classes of the package by name, and your own where they are given', () =>
    withTemporaryFolder(async (dir) => {
      await new Pipeline({ stages: [] }, 'p').save(join(dir, 'p'));
      expect((await loadStage(join(dir, 'p'))) instanceof Pipeline).to.equal(true);
      await new Pipeline({ stages: [new Scale()] }).save(join(dir, 'q'));
      expect(await rejection(Pipeline.load(join(dir, 'q')))).to.match(
        /0_Scale_[0-9a-f]+' cannot be loaded: there is no class 'Scale'. If it is yours, give it: load\(dir, \{ classes: \[Scale\] \}\)/,
      );
      expect((await Pipeline.load(join(dir, 'q'), { classes })).getStages()[0]).to.be.instanceOf(Scale);
    }));

  it('loads by a base class, and refuses another class', () =>
    withTemporaryFolder(async (dir) => {
      await new Scale().save(join(dir, 's'));
      expect(await Transformer.load(join(dir, 's'), { classes })).to.be.instanceOf(Scale);
      expect(await rejection(Center.load(join(dir, 's'), { classes }))).to.include(
        'it must hold a Center; it holds a Scale. Load it by Scale.load(dir)',
      );
    }));

  it('keeps the defaults that a stage was saved with', () =>
    withTemporaryFolder(async (dir) => {
      await new Scale().save(join(dir, 's'));
      await edit((m) => {
        m['defaultParams'].factor = 7;
      })(join(dir, 's'));
      const loaded = await Scale.load(join(dir, 's'));
      expect([loaded.getFactor(), loaded.isSet('factor'), loaded.copy().getFactor()]).to.deep.equal([7, false, 7]);
    }));

  it('says what is wrong with a folder', async () => {
    expect(await spoiled((f) => rename(f, `${f}2`))).to.match(/^\[PATH_NOT_FOUND\] No saved stage at '.*model': there is no such folder$/);
    expect(await spoiled((f) => rm(join(f, 'metadata.json')))).to.include(
      'it has no metadata.json, so it is not a saved stage, or only a part of one',
    );
    expect(await spoiled((f) => truncate(join(f, 'metadata.json'), 30))).to.include('metadata.json is not JSON (cut short or overwritten)');
    expect(await spoiled((f) => writeFile(join(f, 'metadata.json'), 'null'))).to.include(
      "'formatVersion' in metadata.json must be an integer >= 1; got undefined",
    );
    expect(
      await spoiled(
        edit((m) => {
          m['formatVersion'] = 99;
        }),
      ),
    ).to.match(/it has format 99, written by kindling .*; this version reads formats up to 1. Update kindling/);
    expect(
      await spoiled(
        edit((m) => {
          m['class'] = 'Gone';
        }),
      ),
    ).to.include("there is no class 'Gone'");
    expect(
      await spoiled(
        edit((m) => {
          m['class'] = 'Params';
        }),
      ),
    ).to.include("there is no class 'Params'");
    expect(
      await spoiled(
        edit((m) => {
          m['params'].inputCol = 5;
        }),
      ),
    ).to.include('CenterModel.inputCol must be a string; got 5');
    expect(
      await spoiled(
        edit((m) => {
          m['params'].gone = 5;
        }),
      ),
    ).to.include("CenterModel has no param 'gone'");
    expect(await spoiled((f) => rm(join(f, 'mean.arrow')))).to.include("its data file 'mean.arrow' is missing");
    expect(await spoiled((f) => truncate(join(f, 'mean.arrow'), 50))).to.match(/its data file 'mean.arrow' must have \d+ bytes; it has 50/);
    expect(
      await spoiled(async (f) => {
        const bytes = await readFile(join(f, 'mean.arrow'));
        bytes[bytes.length >> 1]! ^= 1;
        await writeFile(join(f, 'mean.arrow'), bytes);
      }),
    ).to.include("its data file 'mean.arrow' was changed after it was saved");
  });

  it('never leaves the folder', async () => {
    for (const path of ['../secret', '/etc/passwd', 'a/../../b', '', 'C:\\x', 5]) {
      expect(
        await spoiled(
          edit((m) => {
            m['files'] = [{ path, bytes: 1, sha256: '' }];
          }),
        ),
      ).to.include('a data file must be inside the folder');
    }
    expect(
      await spoiled(async (f) => {
        await rename(join(f, 'mean.arrow'), join(f, '..', 'mean.arrow'));
        await symlink(join(f, '..', 'mean.arrow'), join(f, 'mean.arrow'));
      }),
    ).to.include("its data file 'mean.arrow' must be a plain file");
  });

  it('names the stage of a pipeline that is broken', () =>
    withTemporaryFolder(async (dir) => {
      await new PipelineModel({ stages: [new Scale({}, 's'), CenterModel.of(1, 'c')] }).save(join(dir, 'm'));
      await rm(join(dir, 'm', 'stages', '1_c', 'mean.arrow'));
      expect(await rejection(PipelineModel.load(join(dir, 'm'), { classes }))).to.match(
        /1_c' cannot be loaded: its data file 'mean.arrow' is missing/,
      );
      await rm(join(dir, 'm', 'stages', '1_c'), { recursive: true });
      expect(await rejection(PipelineModel.load(join(dir, 'm'), { classes }))).to.match(/No saved stage at '.*1_c'/);
    }));
});
