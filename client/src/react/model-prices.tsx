import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { costMicro, type PublicPriceBook } from '@tollgate/contract/pricing/prices';
import { useCreditsState, useSpeech } from './context.ts';
import { priceText } from './price-text.ts';

/** What each model costs, and how often the balance pays for its usual amount. */
export function ModelPrices({ prices }: { prices: PublicPriceBook }) {
  const speech = useSpeech();
  const { balance } = useCreditsState();
  const { words, number } = speech;
  const services = Object.entries(prices.services).sort(
    ([, a], [, b]) => AI_TYPES.indexOf(a.aiType) - AI_TYPES.indexOf(b.aiType) || a.priceMicro - b.priceMicro,
  );
  return (
    <div>
      <h3>{words.packs.whatItBuys}</h3>
      <table className="tg-table">
        <thead>
          <tr>
            <th scope="col">{words.packs.model}</th>
            <th scope="col">{words.packs.price}</th>
            {balance && <th scope="col">{words.packs.inBalance}</th>}
          </tr>
        </thead>
        <tbody>
          {services.map(([id, service]) => (
            <tr key={id}>
              <th scope="row">{service.label}</th>
              <td>{priceText(service, speech)}</td>
              {balance && (
                <td>
                  {number(Math.floor(balance.creditsMicro / costMicro(service, service.defaultUnits)))} ×
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
