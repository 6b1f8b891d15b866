// memory-program PICTURES: embeds the photographs of a glob once, in two workers, and prints the most megabytes of memory that this took.
import { embedder } from './embed.js';

const { spark, embed } = await embedder(2);
const count = await embed(process.argv[2]!);
await spark.stop();
console.log(JSON.stringify({ count, megabytes: process.resourceUsage().maxRSS / 1024 }));
