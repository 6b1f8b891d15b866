import type { CacheRegistry } from './cache/cache-registry.js';
import type { Physical } from './physical.js';

/** How many partitions a physical plan's rows come in. */
export function partitionsOf(node: Physical, local: { readonly parallelism: number; readonly caches: CacheRegistry }): number {
  switch (node.kind) {
    case 'query':
    case 'rows':
      return local.parallelism;
    case 'cached':
      return local.caches.partitions(node.relation.id) ?? local.parallelism;
    case 'stage':
      return node.input === undefined ? (node.stage.source?.splits.length ?? 0) : partitionsOf(node.input, local);
    case 'project':
    case 'limit':
      return partitionsOf(node.child, local);
    case 'concat':
      return partitionsOf(node.left, local) + partitionsOf(node.right, local);
    case 'exchange':
      return node.how === 'merge' ? Math.min(node.partitions, partitionsOf(node.child, local)) : node.partitions;
  }
}
