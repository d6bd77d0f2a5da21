import { useEffect, useState } from 'react';
import { whoIs } from '../shared/who.ts';

/** Who did something: the email, once it is known, and the id until then. */
export function Actor({ actorId }: { actorId: string }) {
  const [who, setWho] = useState(actorId);
  useEffect(() => {
    let wanted = true;
    void whoIs(actorId).then((email) => {
      if (wanted) setWho(email);
    });
    return () => {
      wanted = false;
    };
  }, [actorId]);
  return <bdi title={actorId}>{who}</bdi>;
}
