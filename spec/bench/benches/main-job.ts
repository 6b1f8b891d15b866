import { type Bench, say } from '../bench.js';
import { backbone, photographs, program } from '../data.js';
import { paired, type Side } from '../paired.js';
import { peerPython, script } from '../peers/python.js';
import { runCommand } from '../run-command.js';

const EPOCHS = '25';
const SEED = '7';

export const mainJob: Bench = {
  name: 'main-job',
  about: 'the whole job as a program, start-up included, two workers, against Pillow + onnxruntime + Keras; goal 1.2',
  needs: [photographs, backbone.file],
  async *run() {
    const job = [photographs, backbone.file, backbone.tensor, EPOCHS, SEED];
    const ours = side('Kindling', process.execPath, [program('main-job-program.js'), ...job, '2']);
    const peer = side('Python', await peerPython(), [script('main_job.py'), ...job]);
    // Once each without the clock, so that files lie in the system's cache for both.
    await ours.measure();
    await peer.measure();
    yield paired({ bench: 'main-job', unit: 's', better: 'lower', ours, peer, pairs: 5 });
  },
};

/** A program that prints its accuracy at the end; one that learned nothing has not done the job. */
const side = (name: string, command: string, args: readonly string[]): Side => ({
  name,
  async measure() {
    const { stdout, seconds } = await runCommand(command, args);
    const last = stdout.trim().split('\n').at(-1)!;
    say(`${name}: ${last}`);
    const { accuracy } = JSON.parse(last) as { accuracy: number };
    if (!(accuracy >= 0.9)) throw new Error(`${name} must reach an accuracy of 0.9; got ${accuracy}`);
    return seconds;
  },
});
