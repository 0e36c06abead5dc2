// Has npm standardwebhooks (1.1.x) sign every case of packages.json: any difference from PyPI's signature ends it with 1.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const differ = cases.filter((one) => new Webhook(one.secret).sign(one.id, new Date(one.timestamp * 1000), one.body) !== one.signature);
console.log(`${cases.length} cases, ${differ.length} differ`);
process.exit(differ.length ? 1 : 0);
