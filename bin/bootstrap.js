#!/usr/bin/env node
// Sets up everything that the project needs (packages, libtensorflow, dist); silent and quick when nothing is missing.
import { bootstrap, main } from './bootstrap/index.js';

await main(() => bootstrap());
