import { types } from 'node:util';
import { analyzeFunction } from './analyze-function.js';
import { CaptureError } from './capture-error.js';
import type { InstanceNode } from './captured-function.js';
import type { Encoder } from './encoder.js';
import { globalPath } from './globals.js';
import { inspectFunction, scriptOf } from './inspector.js';
import { isNodeInternal, isPackageFile } from './loaded-modules.js';
import { PASS_A_VALUE } from './refused-values.js';

/** Adds the node of an instance of a user's class: its properties, and the class by value. */
export function encodeInstance(encoder: Encoder, value: object, path: string): void {
  const prototype = Object.getPrototypeOf(value) as object;
  const type: unknown = prototype.constructor;
  if (typeof type !== 'function' || type.prototype !== prototype) {
    throw new CaptureError(path, 'its prototype has no constructor to find it again by', 'Use a plain object');
  }
  if (types.isMap(value) || types.isSet(value)) {
    throw new CaptureError(path, `it is an instance of ${type.name}, a subclass of a built-in container`, 'Use a plain Map or Set');
  }
  checkChain(type, path);
  const node = encoder.add<InstanceNode>(value, { kind: 'instance', type: undefined, keys: [], values: [] });
  encoder.properties(value, path, node);
  node.type = encoder.encode(type, `${path}.constructor`);
}

/** Anything whose classes are native, or Node's own, holds state that is no property. */
function checkChain(type: Function, path: string): void {
  for (let base: unknown = type; typeof base === 'function' && base !== Function.prototype; base = Object.getPrototypeOf(base)) {
    const via = base === type ? '' : ` (built on ${base.name})`;
    if (base !== Object && globalPath(base) !== undefined) {
      throw new CaptureError(path, `it is an instance of ${type.name}${via}, which holds resources of this process`, PASS_A_VALUE);
    }
    const { location } = inspectFunction(base);
    const url = location === undefined ? '' : scriptOf(location.scriptId).url;
    if (location === undefined || isNodeInternal(url)) {
      throw new CaptureError(
        path,
        `it is an instance of ${type.name}${via}: a socket, stream or other handle of this process`,
        'Open it inside the function',
      );
    }
    if (isPackageFile(url)) {
      const file = url.replace(/.*[\\/]node_modules[\\/]/, '');
      throw new CaptureError(path, `it is an instance of ${type.name} from a package (${file})`, 'Create the instance inside the function');
    }
    if (analyzeFunction(Function.prototype.toString.call(base)).usesPrivateNames) {
      throw new CaptureError(
        path,
        `its class ${base.name} has #private members, which cannot be restored`,
        'Use plain fields (private in TypeScript), or create the instance inside the function',
      );
    }
  }
}
