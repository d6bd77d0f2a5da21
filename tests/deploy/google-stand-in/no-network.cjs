// Loaded into every process of a deployment that is tested: the stand-in's hosts are this machine, and there
// are no others.
const dns = require('node:dns');
const { isIP } = require('node:net');
const { lookup } = dns;
dns.lookup = (name, ...more) => {
  if (/^(?:.+\.)?localhost$/.test(name)) return lookup('127.0.0.1', ...more);
  if (isIP(name)) return lookup(name, ...more);
  const refused = Object.assign(new Error(`not looked up: ${name}`), { code: 'ENOTFOUND' });
  process.nextTick(more.at(-1), refused);
};
