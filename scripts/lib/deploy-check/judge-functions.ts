import type { Stop } from './stop.ts';

export interface LiveFunction {
  name: string;
  region: string;
  codebase: string;
  isOurs: boolean;
}

/** A function's name and region, or what stands under its name in Cloud Run. */
export interface Place {
  name: string;
  region: string;
}

interface Claim {
  codebase: string;
  wanted: readonly Place[];
  live: readonly LiveFunction[];
  /** Services of Cloud Run that no function stands behind. */
  services: readonly Place[];
}

/**
 * Pure. firebase-tools takes over whatever has the name of a function, and deletes what else its codebase
 * has.
 */
export function judgeFunctions({ codebase, wanted, live, services }: Claim): Stop[] {
  const isAt = (place: Place) => (other: Place) => other.name === place.name && other.region === place.region;
  const taken = live.filter((found) => !found.isOurs && wanted.some(isAt(found)));
  const strangers = live.filter(
    (found) => !found.isOurs && found.codebase === codebase && !wanted.some(isAt(found)),
  );
  const inRun = services.filter((service) =>
    wanted.some(({ name, region }) => name.toLowerCase() === service.name && region === service.region),
  );
  const stops: Stop[] = taken.map(({ name, region, codebase: owner }) => ({
    what:
      `Functions: ${name} (${region}) is a function of the codebase "${owner}" already, ` +
      'and this deployment would replace it.',
    ways: [
      'Deploy your function under another name, or in another region, and have your app call that',
      `then remove the old one: npx firebase functions:delete ${name} --region ${region}`,
      'or give Tollgate a project of its own',
    ],
  }));
  if (strangers.length > 0) {
    const list = strangers.map(({ name, region }) => `${name} (${region})`).join(', ');
    stops.push({
      what:
        `Functions: the codebase "${codebase}" has functions that are not Tollgate's, ` +
        `and this deployment would delete them: ${list}.`,
      ways: [
        'Deploy them under a codebase of their own: "codebase" in the firebase.json that they come from',
      ],
    });
  }
  stops.push(
    ...inRun.map(({ name, region }) => ({
      what:
        `Functions: Cloud Run has a service ${name} (${region}) already, ` +
        "and a function of that name can't be made beside it.",
      ways: ['Rename that service, or give Tollgate a project of its own'],
    })),
  );
  return stops;
}
