/**
 * What the check uses of firebase-tools, which ships no types. Its version is fixed in package.json, and the
 * tests in tests/deploy run all of it.
 */
declare module 'firebase-tools/lib/command.js' {
  interface Options {
    project?: string;
    account?: string;
    token?: string;
    config?: string;
    cwd?: string;
  }
  /** The same options once firebase-tools has found the project, the account and the settings. */
  export interface Prepared {
    projectId?: string;
    projectAlias?: string;
    /** `.firebaserc`, where targets are names of sites. */
    rc: { target(project: string, kind: string, name: string): string[] };
    config: { src: unknown; projectDir: string; path(relative: string): string };
    configError?: Error;
  }
  class Command {
    constructor(name: string);
    before(step: (options: Prepared) => Promise<unknown>): this;
    action(run: (options: Prepared) => unknown): this;
    runner(): (options: Options) => Promise<unknown>;
  }
  const whole: { Command: typeof Command };
  export default whole;
}

declare module 'firebase-tools/lib/requireAuth.js' {
  import type { Prepared } from 'firebase-tools/lib/command.js';

  const whole: { requireAuth(options: Prepared): Promise<string | null> };
  export default whole;
}

declare module 'firebase-tools/lib/apiv2.js' {
  class Client {
    constructor(options: { urlPrefix: string });
    get(path: string, options?: { queryParams?: Record<string, string> }): Promise<{ body: unknown }>;
  }
  const whole: { Client: typeof Client };
  export default whole;
}

declare module 'firebase-tools/lib/api.js' {
  type Origin = () => string;
  const whole: {
    artifactRegistryDomain: Origin;
    firebaseApiOrigin: Origin;
    firebaseStorageOrigin: Origin;
    firestoreOrigin: Origin;
    functionsV2Origin: Origin;
    hostingApiOrigin: Origin;
    rulesOrigin: Origin;
    runOrigin: Origin;
  };
  export default whole;
}

declare module 'firebase-tools/lib/gcp/artifactregistry.js' {
  const whole: {
    ensureApiEnabled(projectId: string): Promise<void>;
    ensureDockerRepository(projectId: string, location: string, repositoryId: string): Promise<void>;
  };
  export default whole;
}

declare module 'firebase-tools/lib/functions/artifacts.js' {
  interface Repository {
    name: string;
  }
  const whole: {
    GCF_REPO_ID: string;
    DEFAULT_CLEANUP_DAYS: number;
    getRepo(projectId: string, location: string, forceRefresh: boolean): Promise<Repository>;
    findExistingPolicy(repository: Repository): object | undefined;
    hasCleanupOptOut(repository: Repository): boolean;
    setCleanupPolicy(repository: Repository, daysToKeep: number): Promise<void>;
    checkCleanupPolicy(projectId: string, locations: string[]): Promise<{ locationsToSetup: string[] }>;
  };
  export default whole;
}

declare module 'firebase-tools/lib/functions/env.js' {
  const whole: {
    loadUserEnvs(options: {
      functionsSource: string;
      configDir?: string;
      projectDir: string;
      projectId: string;
      projectAlias?: string | undefined;
    }): Record<string, string>;
  };
  export default whole;
}

declare module 'firebase-tools/lib/firestore/api.js' {
  interface Index {
    name: string;
  }
  class FirestoreApi {
    listIndexes(projectId: string, databaseId: string): Promise<Index[]>;
    listFieldOverrides(projectId: string, databaseId: string): Promise<Index[]>;
    upgradeOldSpec(spec: unknown): { indexes: object[]; fieldOverrides: FieldOverride[] };
    indexMatchesSpec(index: Index, spec: object, edition: string): boolean;
    fieldMatchesSpec(field: Index, spec: object): boolean;
    printer: {
      prettyIndexString(index: Index, includeState: boolean): string;
      prettyFieldString(field: Index): string;
    };
  }
  export interface FieldOverride {
    collectionGroup: string;
    fieldPath: string;
    ttl?: boolean;
  }
  const whole: { FirestoreApi: typeof FirestoreApi };
  export default whole;
}

declare module 'firebase-tools/lib/getDefaultHostingSite.js' {
  const whole: { getDefaultHostingSite(options: { projectId: string }): Promise<string> };
  export default whole;
}
