// `npm start` and its siblings come through here, so that each of them works as the first command on a fresh
// clone.
import { bootstrap } from './lib/bootstrap.js';

bootstrap(process.argv[2], process.argv.slice(3));
