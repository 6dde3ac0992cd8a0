import { useState } from "react";
import { useLocation } from "wouter";
import { KindStep } from "./kind-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { SendStep } from "./send-step.tsx";
import { Sent } from "./sent.tsx";

/** The photo was the first tap; place, kind and sending are the other three. */
export const Report = () => {
  const [, go] = useLocation();
  const [step, setStep] = useState<"place" | "kind" | "send">("place");
  const [no, setNo] = useState<string>();
  if (no !== undefined) return <Sent no={no} />;
  if (step === "place") return <PlaceStep onDone={() => setStep("kind")} onBack={() => go("/")} />;
  if (step === "kind") return <KindStep onDone={() => setStep("send")} onBack={() => setStep("place")} />;
  return <SendStep onSent={setNo} onBack={() => setStep("kind")} />;
};
