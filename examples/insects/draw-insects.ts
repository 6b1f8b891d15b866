import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ant } from './ant.js';
import { bee } from './bee.js';
import { photograph } from './photograph.js';
import { Random } from './random.js';
import { scene, type Subject } from './scene.js';

/** How many pictures of each insect a part of the data holds. */
export interface Amounts {
  readonly train: number;
  readonly val: number;
}

const insects: Readonly<Record<string, Subject>> = { ants: ant, bees: bee };

/** Draws DIR/train/{ants,bees}/*.jpg and DIR/val/{ants,bees}/*.jpg; the same pictures whenever the seed is the same. */
export async function drawInsects(directory: string, amounts: Amounts, seed: number): Promise<void> {
  const tasks = Object.entries(amounts).flatMap(([part, amount], p) =>
    Object.entries(insects).flatMap(([name, subject], i) =>
      Array.from({ length: amount as number }, (_, n) => ({
        path: join(directory, part, name, `${name.slice(0, 3)}-${String(n + 1).padStart(3, '0')}.jpg`),
        subject,
        seed: seed * 1_000_003 + ((p * 2 + i) * 10_007 + n) * 7919,
      })),
    ),
  );
  for (const folder of new Set(tasks.map((task) => join(task.path, '..')))) await mkdir(folder, { recursive: true });
  const draw = async (): Promise<void> => {
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
      await writeFile(task.path, await picture(task.subject, new Random(task.seed)));
    }
  };
  await Promise.all(Array.from({ length: 4 }, draw));
}

/** One picture as a JPEG. */
async function picture(subject: Subject, random: Random): Promise<Buffer> {
  const { data, width, height } = await photograph(random, scene(random, subject));
  const { default: sharp } = await import('sharp');
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: random.integer(78, 94) })
    .toBuffer();
}
