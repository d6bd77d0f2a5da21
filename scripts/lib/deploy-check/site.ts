import sites from 'firebase-tools/lib/getDefaultHostingSite.js';
import * as z from 'zod';
import { type Deployment, read } from './google.ts';
import { isOurSite, versionConfig } from './judge-site.ts';
import type { Stop } from './stop.ts';

export const hostingConfig = z.looseObject({ site: z.string().optional(), target: z.string().optional() });
type HostingConfig = z.output<typeof hostingConfig>;

const channelShape = z.looseObject({
  release: z
    .looseObject({
      type: z.string().optional(),
      version: z.looseObject({ config: versionConfig.optional() }).optional(),
    })
    .optional(),
});

/** What the site shows. A deployment to a channel of previews replaces nothing. */
export async function checkSite(deployment: Deployment, config: HostingConfig): Promise<Stop[]> {
  const { projectId, line } = deployment;
  if (line && line.command !== 'deploy') return [];
  const site = await siteOf(deployment, config);
  const address = `/v1beta1/projects/${projectId}/sites/${site}/channels/live`;
  const release = (await read('hosting', address, channelShape))?.release;
  if (!release?.version || release.type === 'SITE_DISABLE') return [];
  if (isOurSite(release.version.config ?? { headers: [] })) return [];
  return [
    {
      what:
        `Hosting: the site ${site} shows pages that are not Tollgate's, ` +
        'and this deployment would replace them.',
      ways: [
        `To have both: npx firebase hosting:sites:create ${projectId}-credits, ` +
          `then put "site": "${projectId}-credits" under "hosting" in firebase.json, ` +
          "and that site's address into TOLLGATE_ALLOWED_ORIGINS (functions/.env)",
        'or deploy without the web app: npx firebase deploy --except hosting',
      ],
      replaces: 'hosting',
    },
  ];
}

async function siteOf({ projectId, rc }: Deployment, { site, target }: HostingConfig): Promise<string> {
  if (site) return site;
  const named = target ? rc.target(projectId, 'hosting', target)[0] : undefined;
  return named ?? (await sites.getDefaultHostingSite({ projectId }));
}
