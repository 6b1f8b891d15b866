import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** What PySpark 4 read; `golden/text-formats.py` makes it. */
interface Golden {
  readonly name: string;
  readonly format: string;
  readonly files: Readonly<Record<string, string | { readonly hex: string }>>;
  /** The schema that the reader was given. */
  readonly given: string | null;
  /** The schema that came of it. */
  readonly schema?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly rows?: readonly unknown[][];
  readonly error?: string;
  readonly conditions?: readonly string[];
}

/** Where Kindling differs, and why. */
const DIFFERS: Readonly<Record<string, string>> = {
  'json bad utf8': 'bytes that are not UTF-8 become U+FFFD; Spark takes the record for corrupt',
};

const golden = readFileSync(join(process.cwd(), 'spec/io/golden/text-formats.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

describe('csv, json and text as Spark reads them', () => {
  let spark: SparkSession;
  let dir: string;
  before(async () => {
    spark = await SparkSession.builder
      .master('local[2]')
      .config('spark.sql.session.timeZone', 'UTC')
      .config('spark.kindling.longs', 'bigint')
      .getOrCreate();
  });
  after(() => spark.stop());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kindling-golden-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  for (const record of golden.filter(({ name }) => !(name in DIFFERS))) {
    it(record.name, async () => {
      for (const [name, content] of Object.entries(record.files)) {
        const path = join(dir, 'd', name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, typeof content === 'string' ? content : Buffer.from(content.hex, 'hex'));
      }
      const read = async (): Promise<{ schema: string; rows: unknown[] }> => {
        const reader = spark.read.format(record.format).options(record.options);
        const frame = (record.given === null ? reader : reader.schema(record.given)).load(join(dir, 'd'));
        const { fields } = frame.schema;
        const rows = (await frame.collect()).map((row) => fields.map((f) => shown((row as Record<string, unknown>)[f.name], f.type)));
        return { schema: typeName(frame.schema), rows: rows.sort(byText) };
      };
      if (record.error !== undefined) {
        const condition = await read().then(
          (result) => JSON.stringify(result),
          (e: unknown) => (e as { condition?: string }).condition ?? String(e),
        );
        expect(record.conditions).to.include(condition);
        return;
      }
      const { schema, rows } = await read();
      if (record.schema !== undefined) expect(schema).to.equal(record.schema);
      const wanted = [...(JSON.parse(toMilliseconds(JSON.stringify(record.rows))) as unknown[])].sort(byText);
      expect(rows).to.deep.equal(wanted);
    });
  }
});

/** A value as the script writes it. */
function shown(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return { int: `${value as number | bigint}` };
    case 'float':
    case 'double':
      return { double: doubleText(value as number) };
    case 'decimal':
      return { decimal: value };
    case 'binary':
      return { hex: Buffer.from(value as Uint8Array).toString('hex') };
    case 'date':
      return { date: (value as Date).toISOString().slice(0, 10) };
    case 'timestamp':
    case 'timestamp_ntz':
      return { ts: timeText(value as Date) };
    case 'array':
      return (value as unknown[]).map((item) => shown(item, type.element));
    case 'map':
      return { map: [...(value as Map<unknown, unknown>)].map(([k, v]) => [shown(k, type.key), shown(v, type.value)]).sort(byText) };
    case 'struct':
      return { row: type.fields.map((f) => [f.name, shown((value as Record<string, unknown>)[f.name], f.type)]) };
    default:
      return value;
  }
}

function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const timeText = (value: Date): string => value.toISOString().slice(0, -1).replace('.000', '');

/** A Date has milliseconds: of Python's microseconds the rest is cut. */
const toMilliseconds = (text: string): string => text.replace(/("ts": ?"[^".]*\.\d{3})\d{3}/g, '$1');

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
