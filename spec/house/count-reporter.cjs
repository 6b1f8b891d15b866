'use strict';
const { writeFileSync } = require('node:fs');
const { Spec } = require('mocha').reporters;

/** Mocha's spec reporter, which also writes 'PASSED FAILED' to the file of its option `counts`; a skipped spec is a failed one. */
module.exports = class CountReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(options.reporterOptions.counts, `${passes} ${failures + pending}\n`);
    });
  }
};
