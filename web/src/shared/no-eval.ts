/**
 * The pages' Content-Security-Policy allows no `eval`. Zod tries whether it may write faster code with it,
 * which fails and is reported as an attack would be: so it is told not to. By the global that it reads, which
 * costs the first page nothing of Zod.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
