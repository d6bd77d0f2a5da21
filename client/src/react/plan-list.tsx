import type { Plan } from '@tollgate/contract/pricing/prices';
import { useSpeech } from './context.ts';

/**
 * The plans, with what comes each month and what that costs: for knowing, since a plan is not bought here.
 */
export function PlanList({ plans }: { plans: Readonly<Record<string, Plan>> }) {
  const { words, credits, money } = useSpeech();
  const found = Object.entries(plans).sort(([, a], [, b]) => a.priceCents - b.priceCents);
  if (found.length === 0) return null;
  return (
    <div>
      <h3>{words.packs.plans}</h3>
      <table className="tg-table">
        <thead>
          <tr>
            <th scope="col">{words.packs.plan}</th>
            <th scope="col">{words.packs.eachMonth}</th>
            <th scope="col">{words.packs.price}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(([id, plan]) => (
            <tr key={id}>
              <th scope="row">{plan.label}</th>
              <td>{credits(plan.monthlyMicro)}</td>
              <td>{money(plan.priceCents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
