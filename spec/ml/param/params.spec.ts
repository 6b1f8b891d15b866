import { expect } from 'chai';
import { ParamError } from '#lib/errors.js';
import { bool, choice, float, floats, int, string, strings } from '#lib/ml/param/kinds.js';
import { ParamMap } from '#lib/ml/param/param-map.js';
import { Params } from '#lib/ml/param/params.js';
import { seed } from '#lib/ml/param/shared.js';
import { withParams } from '#lib/ml/param/with-params.js';

class Fit extends withParams(Params, 'Fit', {
  maxIter: int({ doc: 'Most iterations.', default: 100, min: 0 }),
  regParam: float({ doc: 'Penalty.', default: 0, min: 0 }),
  missing: float({ doc: 'Missing value.', default: NaN }),
  family: choice(['auto', 'binomial'], { doc: 'Family.', default: 'auto' }),
  intercept: bool({ doc: 'Intercept.', default: true }),
  weightCol: string({ doc: 'Weight.' }),
  names: strings({ doc: 'Names.', minLength: 1 }),
  splits: floats({ doc: 'Splits.' }),
  seed,
}) {}

describe('Params', () => {
  it('takes options, and has a setter and a getter for each param', () => {
    const fit = new Fit({ maxIter: 10 }).setRegParam(0.5).setIntercept(false);
    expect([fit.getMaxIter(), fit.getRegParam(), fit.getIntercept(), fit.getFamily()]).to.deep.equal([10, 0.5, false, 'auto']);
    expect(fit.setRegParam(0).getRegParam()).to.equal(0);
  });

  it('says what a value must be and what it got', () => {
    expect(() => new Fit({ maxIter: -1 })).to.throw(ParamError, 'Fit.maxIter must be an integer >= 0; got -1');
    expect(() => new Fit().setMaxIter(1.5)).to.throw('Fit.maxIter must be an integer >= 0; got 1.5');
    expect(() => new Fit().setRegParam(NaN)).to.throw('Fit.regParam must be a number >= 0; got NaN');
    expect(() => new Fit({ family: 'poisson' as never })).to.throw("Fit.family must be one of 'auto', 'binomial'; got 'poisson'");
    expect(() => new Fit({ names: [] })).to.throw('Fit.names must be a list of at least 1 values, each a string; got []');
    expect(() => new Fit({ splits: [1, '2' as never] })).to.throw("Fit.splits must be a list of values, each a number; got [1, '2']");
    expect(() => new Fit({ weightCol: null as never })).to.throw('Fit.weightCol must be a string; got null');
    expect(() => new Fit().setMaxIter(undefined as never)).to.throw('got undefined');
  });

  it('names the nearest param for one that it does not have', () => {
    expect(() => new Fit({ maxItr: 1 } as never)).to.throw("Fit has no param 'maxItr'. Did you mean 'maxIter'?");
    expect(() => new Fit({ zebra: 1 } as never)).to.throw("Fit has no param 'zebra'. It has: maxIter, regParam");
    expect(() => new Fit({ constructor: 1 } as never)).to.throw("Fit has no param 'constructor'");
  });

  it('leaves a param alone whose option is undefined, and sets nothing when one is wrong', () => {
    const fit = new Fit({ maxIter: 7 });
    expect(fit.set({ maxIter: undefined, regParam: 1 }).getMaxIter()).to.equal(7);
    expect(() => fit.set({ regParam: 2, maxIter: -1 })).to.throw(ParamError);
    expect(fit.getRegParam()).to.equal(1);
  });

  it('tells a value that was set from a default and from none', () => {
    const fit = new Fit({ maxIter: 100 });
    expect([fit.isSet('maxIter'), fit.isSet(fit.regParam), fit.hasDefault('regParam'), fit.isDefined('weightCol')]).to.deep.equal([
      true,
      false,
      true,
      false,
    ]);
    expect(fit.get(fit.regParam)).to.equal(undefined);
    expect(() => fit.getWeightCol()).to.throw('Fit.weightCol must be set, it has no default; set it to a string');
    expect(fit.clear(fit.maxIter).isSet('maxIter')).to.equal(false);
    expect(fit.hasParam('toString')).to.equal(false);
  });

  it('explains itself as Spark does, in the order of names', () => {
    const lines = new Fit({ maxIter: 5, splits: [-Infinity, 0] }).explainParams().split('\n');
    expect(lines).to.have.length(9);
    expect(lines[0]).to.equal('family: Family. (default: auto)');
    expect(lines[2]).to.equal('maxIter: Most iterations. (default: 100, current: 5)');
    expect(lines[7]).to.equal('splits: Splits. (current: [-Infinity, 0])');
    expect(lines[8]).to.equal('weightCol: Weight. (undefined)');
  });

  it('comes back equal from JSON text, NaN, infinities and -0 too', () => {
    const fit = new Fit({ missing: NaN, splits: [-Infinity, -0, 0.1, NaN, Infinity], names: ['a', 'NaN'], maxIter: 3 });
    const text = JSON.stringify(fit);
    expect((JSON.parse(text) as { params: unknown }).params).to.deep.equal({
      missing: 'NaN',
      splits: ['-Inf', '-0.0', 0.1, 'NaN', 'Inf'],
      names: ['a', 'NaN'],
      maxIter: 3,
    });
    const back = Fit.fromJSON(JSON.parse(text) as never);
    expect(back.uid).to.equal(fit.uid);
    expect(Object.is(back.getSplits()[1], -0)).to.equal(true);
    expect(back.getSplits()).to.deep.equal(fit.getSplits());
    expect(back.toJSON()).to.deep.equal(fit.toJSON());
  });

  it('refuses JSON whose values are not its own', () => {
    expect(() => Fit.fromJSON({ uid: 'x', params: { missing: 'abc' } })).to.throw("Fit.missing must be a number; got 'abc'");
    expect(() => Fit.fromJSON({ uid: 'x', params: { splits: 5 } })).to.throw('Fit.splits must be a list');
    expect(() => Fit.fromJSON({ uid: 'x', params: { gone: 5 } })).to.throw("Fit has no param 'gone'");
  });

  it('copies with the same uid, and the copy is its own', () => {
    const fit = new Fit({ maxIter: 3 });
    const copy = fit.copy({ regParam: 2 });
    expect([copy.uid, copy.getMaxIter(), copy.getRegParam(), fit.getRegParam()]).to.deep.equal([fit.uid, 3, 2, 0]);
    copy.setMaxIter(4);
    expect(fit.getMaxIter()).to.equal(3);
  });

  it('keeps a list as a frozen copy', () => {
    const names = ['a'];
    const fit = new Fit({ names });
    names.push('b');
    expect(fit.getNames()).to.deep.equal(['a']);
    expect(Object.isFrozen(fit.getNames())).to.equal(true);
  });

  it('takes from a ParamMap what is its own', () => {
    const [a, b] = [new Fit(), new Fit()];
    const map = new ParamMap().put(a.maxIter, 1).put(b.maxIter, 2);
    expect([a.copy(map).getMaxIter(), b.copy(map).getMaxIter()]).to.deep.equal([1, 2]);
    expect(map.get(a.maxIter)).to.equal(1);
    expect(() => a.set(b.maxIter, 3)).to.throw(`Param ${b.uid}__maxIter does not belong to ${a.uid}`);
    expect(a.extractParamMap(map).get(a.maxIter)).to.equal(1);
    expect(a.extractParamMap().get(a.family)).to.equal('auto');
  });

  it('lets onParamChange rule between params', () => {
    class Tied extends Fit {
      protected override onParamChange(name: string): void {
        if (name === 'maxIter') this.clear(this.regParam);
      }
    }
    expect(new Tied({ regParam: 0.5 }).setMaxIter(3).getRegParam()).to.equal(0);
  });

  it('adds params to a class that has some', () => {
    class More extends withParams(Fit, 'More', { extra: int({ doc: 'Extra.', default: 1 }) }) {}
    const more = new More({ extra: 2, maxIter: 4 });
    expect([more.getExtra(), more.getMaxIter(), more.setMaxIter(5).getExtra()]).to.deep.equal([2, 4, 2]);
    expect(more.uid).to.match(/^More_[0-9a-f]{12}$/);
    expect(Object.keys(More.schema)).to.include.members(['extra', 'maxIter']);
  });

  it('refuses a param that would hide a member', () => {
    expect(() => withParams(Params, 'Bad', { copy: int({ doc: 'x' }) })).to.throw(
      ParamError,
      "Bad must not have a param 'copy': it would hide the member 'copy'",
    );
    expect(() => withParams(Params, 'Bad', { param: int({ doc: 'x' }) })).to.throw("it would hide the member 'getParam'");
  });

  it('gives a seed that is the same in each run and depends on the class', () => {
    class Other extends withParams(Params, 'Other', { seed }) {}
    expect(new Fit().getSeed()).to.equal(70641); // 'Fit'.hashCode() in Java
    expect(new Other().getSeed()).to.not.equal(new Fit().getSeed());
  });
});
