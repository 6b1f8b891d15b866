import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../lock.js';
import { step } from '../progress.js';
import { userCache } from '../project.js';
import { SetupError } from '../setup-error.js';
import { runTool } from '../tool.js';

const version = '2.21.0';

/** The wheels that hold libtensorflow; the C library does not depend on the wheel's Python, so one a platform will do. */
const wheels = {
  'linux-x64': {
    package: 'tensorflow-cpu',
    tag: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  'linux-arm64': {
    package: 'tensorflow',
    tag: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  },
};

const pythonIsMissing =
  'Python 3 with pip was not found, and libtensorflow is taken from its wheel by pip: ' +
  "install it (for example 'apt-get install python3 python3-pip'), then run the command again";

export function wheelForThisMachine() {
  const machine = `${process.platform}-${process.arch}`;
  const wheel = wheels[machine];
  if (wheel) return { machine, ...wheel };
  throw new SetupError(
    `TensorFlow could not be set up on ${machine}: tfjs-node's own installer failed, and the way over a wheel is for ` +
      `${Object.keys(wheels).join(' and ')}; run 'npm rebuild @tensorflow/tfjs-node --ignore-scripts=false' to see why it failed`,
  );
}

/**
 * The folder with `include/` and `lib/` of libtensorflow, from the user's cache or else from the wheel. Everything is
 * unpacked beside its place and then renamed into it, so that a folder in the cache is a whole one, whoever made it.
 */
export async function fetchLibrary(wheel, signal) {
  const library = join(userCache(), `libtensorflow-${version}-${wheel.machine}`);
  if (existsSync(library)) return library;
  mkdirSync(dirname(library), { recursive: true });
  removeLeftovers(library);
  const staging = `${library}.part-${process.pid}`;
  try {
    mkdirSync(staging);
    await step(`downloading libtensorflow ${version} (pip, about 270 MB, once for this user)`, () => download(wheel, staging, signal));
    await step('unpacking libtensorflow', () => unpack(staging, signal));
    moveIntoPlace(join(staging, 'unpacked'), library);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return library;
}

async function download(wheel, staging, signal) {
  await runTool('python3', ['-m', 'pip', '--version'], { signal, failure: pythonIsMissing, missing: pythonIsMissing });
  const requirements = join(staging, 'requirements.txt');
  writeFileSync(requirements, `${wheel.package}==${version} --hash=sha256:${wheel.sha256}\n`);
  const target = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--platform', wheel.tag];
  const options = ['--quiet', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--only-binary=:all:', '--require-hashes'];
  await runTool('python3', ['-m', 'pip', 'download', ...options, ...target, '--dest', staging, '--requirement', requirements], {
    signal,
    failure: `pip could not download ${wheel.package} ${version}, from which libtensorflow is taken: check the network, then run the command again`,
    env: { TMPDIR: staging },
  });
}

async function unpack(staging, signal) {
  const wheel = readdirSync(staging).find((name) => name.endsWith('.whl'));
  const script = fileURLToPath(new URL('unpack_wheel.py', import.meta.url));
  await runTool('python3', [script, join(staging, wheel), join(staging, 'unpacked')], {
    signal,
    failure: `libtensorflow could not be unpacked into ${staging}: about 900 MB are needed there`,
  });
}

function moveIntoPlace(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error; // else another checkout was faster with the same files
  }
}

/** Removes what a killed set-up left behind. */
function removeLeftovers(library) {
  for (const name of readdirSync(dirname(library))) {
    const [, pid] = name.startsWith(`${basename(library)}.part-`) ? name.split('.part-') : [];
    if (pid && !isAlive(Number(pid))) rmSync(join(dirname(library), name), { recursive: true, force: true });
  }
}
