import { endLevel, finite, seriesOf } from "../../logged.ts";
import type { Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atTheEnd, clear, doesNotApply, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("posterior-collapse");

/** A latent code that costs nothing says nothing: the decoder answers the same whatever was encoded. */
export const posteriorCollapse: Rule = {
  name: "posterior-collapse",
  watches: "the KL term of a variational autoencoder, beside its reconstruction term",
  predicate:
    `it ends below ${LIMITS.nats} nats; or below ${LIMITS.fewNats}, and the reconstruction term keeps ${LIMITS.left} of its first value`,
  remedy:
    "Decode the codes of two different rows: are the answers the same? If not, the term was logged as a mean or after its weight, and all is well. If so, warm the KL term up from weight 0 (annealing), give it free bits, or weaken the decoder; then watch reconstructions of different rows.",
  source: "Bowman et al. 2016, generating sentences from a continuous space; Kingma et al. 2016, free bits",
  readsSeries: true,
  check,
};

function check({ history }: Observation): Outcome {
  const terms = seriesOf(history, "loss term");
  const code = terms.find(({ name }) => /(^|[/_.])kld?([/_.]|$)/i.test(name));
  const rebuilt = terms.find(({ name }) => /recon|(^|[/_.])rec([/_.]|$)/i.test(name));
  const values = finite(code?.values ?? []);
  if (code === undefined || rebuilt === undefined) return doesNotApply();
  if (values.length < 5) {
    return notTested("Log KL and reconstruction term of 5 epochs.");
  }
  // the first updates take the code down before the decoder can use it
  if (history.unit === "step" && (history.at?.at(-1) ?? Infinity) < LIMITS.updates) {
    return notTested(`Log KL and reconstruction term of ${LIMITS.updates} steps.`);
  }
  const level = endLevel(values), facts = { term: code.name, first: values[0], level };
  const errors = finite(rebuilt.values), left = endLevel(errors) / errors[0];
  const unused = level < LIMITS.nats || level < LIMITS.fewNats && left > LIMITS.left;
  if (!(level >= 0 && unused)) return clear(facts);
  // a decoder that answers the same to everything stands at its first loss; else the term may be a mean, or logged after its weight
  const asked = left <= LIMITS.left;
  const outcome = found(
    "warning",
    `The latent code ${asked ? "costs next to nothing" : "is unused"}: ${code.name} ${
      formatNumber(values[0])
    } at first, ${atTheEnd(level, values)}`,
    { ...facts, asked },
    [speaksFor("program", 1)],
  );
  return asked ? { ...outcome, called: "IS THE LATENT CODE USED?" } : outcome;
}
