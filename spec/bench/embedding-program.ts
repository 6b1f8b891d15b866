// embedding-program PICTURES WORKERS: photographs of a glob a second, from files to embeddings.
import { embedder } from './embed.js';
import { serve } from './serve.js';

const [pictures, workers] = process.argv.slice(2) as [string, string];
const { spark, embed } = await embedder(Number(workers));
await serve(async () => {
  const start = performance.now();
  const count = await embed(pictures);
  return (1000 * count) / (performance.now() - start);
});
await spark.stop();
