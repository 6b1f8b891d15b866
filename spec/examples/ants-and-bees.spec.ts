import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const IMAGES = '../shared/data/hymenoptera_data';
const MODEL = '../shared/data/models/efficientnet_lite0/efficientnet-lite0.onnx';

/** Each is said before the long work, which prints, and leaves nothing in the temporary folder. */
describe('ants-and-bees', () => {
  let temporary: string;
  beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), 'spec-'))));
  afterEach(() => rmSync(temporary, { recursive: true }));

  for (const [what, flags, message] of [
    ['an unknown tensor', ['--images', IMAGES, '--model', MODEL, '--output-tensor', '/Flatten_output'], /Flatten_output_0/],
    ['a model that is not there', ['--images', IMAGES, '--model', 'no/such.onnx'], /no\/such\.onnx/],
    ['a folder without images', ['--images', 'lib', '--model', MODEL], /lib\/train/],
    ['an OUT that cannot be made', ['--images', IMAGES, '--model', MODEL, '--out', '/proc/out'], /--out must be a folder/],
    ['a tensor without a model', ['--output-tensor', 'x'], /^--output-tensor must come with --images and --model/],
    ['an empty seed', ['--seed='], /^--seed must have a value/],
    ['an unknown option', ['--epoch', '3'], /^There is no option '--epoch'\. Did you mean '--epochs'\? --help/],
  ] as const) {
    it(`ends with one line for ${what}`, async () => {
      const args = ['dist/examples/ants-and-bees.js', '--out', join(temporary, 'out'), ...flags];
      const env = { ...process.env, TMPDIR: temporary, TF_CPP_MIN_LOG_LEVEL: '3' };
      const { code, output, errors } = await new Promise<{ code: number; output: string; errors: string }>((resolve) => {
        const child = execFile(process.execPath, args, { env }, (_error, output, errors) =>
          resolve({ code: child.exitCode!, output, errors }),
        );
      });
      rmSync(join(temporary, 'out'), { recursive: true, force: true });
      expect([code, output.replace(/^prepare: .* s\n$/, ''), errors.trim().split('\n').length, readdirSync(temporary)]).to.deep.equal([
        1,
        '',
        1,
        [],
      ]);
      expect(errors).to.match(message);
    });
  }
});
