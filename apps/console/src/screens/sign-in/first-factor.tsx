import { useEnrolled } from "../../data/security.ts";
import { FactorSetup } from "../../parts/factor-setup.tsx";
import { useText } from "../../strings/text.ts";

/** For somebody of whose post the city asks a second factor, and who has none yet. */
const FirstFactor = () => {
  const t = useText().security;
  const enrolled = useEnrolled();
  return (
    <main className="door">
      <section className="door-card" aria-labelledby="door-title">
        <h1 id="door-title">{t.mustTitle}</h1>
        <p className="door-lead">{t.mustLead}</p>
        <FactorSetup onDone={() => void enrolled()} />
      </section>
    </main>
  );
};

export default FirstFactor;
