// `node scripts/grant-admin.js EMAIL`: the command itself is grant-admin.ts, which needs the repository's own
// Node.
import { bootstrap } from './lib/bootstrap.js';

bootstrap('grant-admin', process.argv.slice(2));
