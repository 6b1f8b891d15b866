import { Dice } from './dice.js';
import * as words from './words.js';

type Row = readonly (string | number)[];

/** A table of TPC-H: its columns as DDL, and its rows. Money is text of two digits, a date is 'yyyy-MM-dd'. */
export interface Table {
  readonly name: string;
  readonly ddl: string;
  readonly rows: readonly Row[];
}

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1992, 0, 1);
const LAST_ORDER_DAY = Math.round((Date.UTC(1998, 7, 2) - FIRST_DAY) / DAY);
const TODAY = Math.round((Date.UTC(1995, 5, 17) - FIRST_DAY) / DAY);

const dateOf = (day: number): string => new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);
const money = (cents: number): string => (cents / 100).toFixed(2);
const serial = (prefix: string, key: number): string => `${prefix}#${String(key).padStart(9, '0')}`;

/**
 * The eight tables of TPC-H with its keys and its rules between columns, at a scale factor (1 has six million lines). The
 * words and the randomness are ours, and some rare values are less rare than dbgen's, so that each query finds rows at 0.01.
 */
export function generate(scale: number, seed = 1): Table[] {
  const dice = new Dice(seed);
  const suppliers = Math.max(Math.round(10_000 * scale), 4);
  const parts = Math.max(Math.round(200_000 * scale), 1);
  const customers = Math.max(Math.round(150_000 * scale), 3);
  const sentence = (): string => {
    const { NOUNS, ADJECTIVES, VERBS } = words;
    return [ADJECTIVES, NOUNS, VERBS, ADJECTIVES, NOUNS].map((list) => dice.pick(list)).join(' ');
  };
  const phone = (nation: number): string => [nation + 10, dice.whole(100, 999), dice.whole(100, 999), dice.whole(1000, 9999)].join('-');
  const keys = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
  const priceOf = (part: number): number => 90_000 + (Math.floor(part / 10) % 20_001) + 100 * (part % 1000);
  const supplierOf = (part: number, i: number): number =>
    ((part + i * (Math.floor(suppliers / 4) + Math.floor((part - 1) / suppliers))) % suppliers) + 1;

  const supplierRow = (key: number): Row => {
    const nation = dice.whole(0, 24);
    const comment = key % 50 === 7 ? `${sentence()} Customer slow Complaints` : sentence();
    return [key, serial('Supplier', key), sentence(), nation, phone(nation), money(dice.whole(-99_999, 999_999)), comment];
  };
  const partRow = (key: number): Row => {
    const maker = dice.whole(1, 5);
    const name = keys(5).map(() => dice.pick(words.COLORS));
    const type = [words.TYPE_SIZES, words.TYPE_FINISHES, words.TYPE_METALS].map((list) => dice.pick(list)).join(' ');
    const container = `${dice.pick(words.CONTAINER_SIZES)} ${dice.pick(words.CONTAINERS)}`;
    const size = dice.fraction() < 0.5 ? dice.whole(1, 15) : dice.whole(1, 50);
    const brand = `Brand#${maker}${dice.whole(1, 5)}`;
    return [key, name.join(' '), `Manufacturer#${maker}`, brand, type, size, container, money(priceOf(key)), sentence()];
  };
  const offers = (part: number): Row[] =>
    keys(4).map((i) => [part, supplierOf(part, i), dice.whole(1, 9999), money(dice.whole(100, 100_000)), sentence()]);
  const customerRow = (key: number): Row => {
    const nation = dice.whole(0, 24);
    const balance = money(dice.whole(-99_999, 999_999));
    return [key, serial('Customer', key), sentence(), nation, phone(nation), balance, dice.pick(words.SEGMENTS), sentence()];
  };

  const lines: Row[] = [];
  const lineOf = (order: number, number: number, ordered: number, least: number): { cents: number; open: boolean } => {
    const part = dice.whole(1, parts);
    const quantity = dice.whole(least, 50);
    const price = quantity * priceOf(part);
    const [discount, tax] = [dice.whole(0, 10), dice.whole(0, 8)];
    const shipped = ordered + dice.whole(1, 121);
    const received = shipped + dice.whole(1, 30);
    const open = shipped > TODAY;
    lines.push([
      ...[order, part, supplierOf(part, dice.whole(1, 4)), number, money(100 * quantity), money(price), money(discount), money(tax)],
      ...[received <= TODAY ? dice.pick(['R', 'A']) : 'N', open ? 'O' : 'F'],
      ...[dateOf(shipped), dateOf(ordered + dice.whole(30, 90)), dateOf(received)],
      ...[dice.pick(words.INSTRUCTIONS), dice.pick(words.SHIP_MODES), sentence()],
    ]);
    return { cents: Math.round((price * (100 - discount) * (100 + tax)) / 10_000), open };
  };
  const orderRow = (index: number): Row => {
    const key = Math.floor((index - 1) / 8) * 32 + ((index - 1) % 8) + 1; // dbgen leaves three quarters of the keys free
    const ordered = dice.whole(0, LAST_ORDER_DAY);
    const large = dice.fraction() < 0.002;
    const made = keys(large ? 7 : dice.whole(1, 7)).map((number) => lineOf(key, number, ordered, large ? 43 : 1));
    const open = made.filter((line) => line.open).length;
    const status = open === 0 ? 'F' : open === made.length ? 'O' : 'P';
    const third = Math.ceil(customers / 3); // every third customer never orders
    const buyer = Math.min(3 * dice.whole(0, third - 1) + dice.whole(1, 2), customers);
    const total = money(made.reduce((sum, line) => sum + line.cents, 0));
    const clerk = serial('Clerk', dice.whole(1, Math.max(Math.round(1000 * scale), 1)));
    return [key, buyer, status, total, dateOf(ordered), dice.pick(words.PRIORITIES), clerk, 0, sentence()];
  };

  const table = (name: string, ddl: string, rows: readonly Row[]): Table => ({ name, ddl, rows });
  const cash = 'decimal(15,2)';
  return [
    table(
      'region',
      'r_regionkey int, r_name string, r_comment string',
      words.REGIONS.map((name, i) => [i, name, sentence()]),
    ),
    table(
      'nation',
      'n_nationkey int, n_name string, n_regionkey int, n_comment string',
      words.NATIONS.map(([name, region], i) => [i, name, region, sentence()]),
    ),
    table(
      'supplier',
      `s_suppkey bigint, s_name string, s_address string, s_nationkey int, s_phone string, s_acctbal ${cash}, s_comment string`,
      keys(suppliers).map(supplierRow),
    ),
    table(
      'part',
      `p_partkey bigint, p_name string, p_mfgr string, p_brand string, p_type string, p_size int, p_container string, p_retailprice ${cash}, p_comment string`,
      keys(parts).map(partRow),
    ),
    table(
      'partsupp',
      `ps_partkey bigint, ps_suppkey bigint, ps_availqty int, ps_supplycost ${cash}, ps_comment string`,
      keys(parts).flatMap(offers),
    ),
    table(
      'customer',
      `c_custkey bigint, c_name string, c_address string, c_nationkey int, c_phone string, c_acctbal ${cash}, c_mktsegment string, c_comment string`,
      keys(customers).map(customerRow),
    ),
    table(
      'orders',
      `o_orderkey bigint, o_custkey bigint, o_orderstatus string, o_totalprice ${cash}, o_orderdate date, o_orderpriority string, o_clerk string, o_shippriority int, o_comment string`,
      keys(customers * 10).map(orderRow),
    ),
    table(
      'lineitem',
      `l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber int, l_quantity ${cash}, l_extendedprice ${cash}, l_discount ${cash}, l_tax ${cash}, ` +
        'l_returnflag string, l_linestatus string, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct string, l_shipmode string, l_comment string',
      lines,
    ),
  ];
}
