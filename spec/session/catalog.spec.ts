import { expect } from 'chai';
import { SparkSession } from '#lib/session/spark-session.js';

describe('Catalog', () => {
  let spark: SparkSession;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    spark.range(3).createOrReplaceTempView('numbers');
    spark.range(2).createOrReplaceGlobalTempView('shared');
  });
  after(() => spark.stop());

  it('lists views, finds one whatever the case, and names the nearest', () => {
    const { catalog } = spark;
    expect(catalog.listTables().map((t) => [t.name, t.namespace])).to.deep.equal([
      ['numbers', []],
      ['global_temp.shared', ['global_temp']],
    ]);
    expect(catalog.listViews()).to.deep.equal(catalog.listTables());
    expect(catalog.tableExists('NUMBERS')).to.equal(true);
    expect(catalog.tableExists('letters')).to.equal(false);
    expect(catalog.getTable('Numbers').name).to.equal('numbers');
    expect(() => catalog.getTable('number')).to.throw(/TABLE_OR_VIEW_NOT_FOUND.*'numbers'/);
  });

  it('lists the columns of a view with their types', () => {
    const [id] = spark.catalog.listColumns('numbers');
    expect([id!.name, id!.dataType, id!.nullable]).to.deep.equal(['id', 'bigint', false]);
  });

  it('knows the functions of SQL text and those of the user', () => {
    const { catalog } = spark;
    spark.udf.register('shout', (s: string) => `${s}!`, 'string');
    expect(catalog.functionExists('UPPER')).to.equal(true);
    expect(catalog.functionExists('nothing_such')).to.equal(false);
    expect(catalog.getFunction('shout')).to.deep.equal({ name: 'shout', isTemporary: true });
    expect(catalog.listFunctions().some((f) => f.name === 'upper' && !f.isTemporary)).to.equal(true);
    expect(() => catalog.getFunction('uper')).to.throw(/UNRESOLVED_ROUTINE.*'upper'/);
  });

  it('has one database and one catalog', () => {
    const { catalog } = spark;
    expect(catalog.listDatabases().map((d) => d.name)).to.deep.equal(['default']);
    catalog.setCurrentDatabase('default');
    expect([catalog.currentDatabase(), catalog.currentCatalog()]).to.deep.equal(['default', 'spark_catalog']);
    expect(catalog.listCatalogs().map((c) => c.name)).to.deep.equal(['spark_catalog']);
    expect(() => catalog.setCurrentDatabase('sales')).to.throw(/SCHEMA_NOT_FOUND.*'sales'/);
    expect(() => catalog.setCurrentCatalog('lake')).to.throw(/CATALOG_NOT_FOUND.*'lake'/);
  });

  it('caches views, refreshes them and lets go', async () => {
    const { catalog } = spark;
    expect(catalog.isCached('numbers')).to.equal(false);
    catalog.cacheTable('numbers');
    expect(await spark.table('numbers').count()).to.equal(3);
    await catalog.refreshTable('numbers');
    expect(catalog.isCached('numbers')).to.equal(true);
    await catalog.uncacheTable('numbers');
    expect(catalog.isCached('numbers')).to.equal(false);
    catalog.cacheTable('numbers');
    await catalog.clearCache();
    expect(catalog.isCached('numbers')).to.equal(false);
  });

  it('forgets views, and says whether there was one', () => {
    spark.range(1).createOrReplaceTempView('short');
    expect([spark.catalog.dropTempView('short'), spark.catalog.dropTempView('short')]).to.deep.equal([true, false]);
    expect([spark.catalog.dropGlobalTempView('shared'), spark.catalog.dropGlobalTempView('shared')]).to.deep.equal([true, false]);
  });

  it('says what to use in place of stored tables', () => {
    for (const member of ['createTable', 'createDatabase', 'truncateTable', 'dropTable', 'registerFunction'])
      expect(() => (spark.catalog as unknown as Record<string, unknown>)[member]).to.throw(/NOT_IMPLEMENTED.*Catalog\.\w+ is left out/);
  });

  it('gives the session that runs', () => {
    expect(SparkSession.active()).to.equal(spark);
    expect(SparkSession.getActiveSession()).to.equal(spark);
  });
});
