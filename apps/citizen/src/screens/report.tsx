import { useState } from "react";
import { useLocation } from "wouter";
import { KindStep } from "./kind-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { SendStep } from "./send-step.tsx";
import { Sent, type SentReport } from "./sent.tsx";

/** The photo was the first tap; place, kind and sending are the other three. */
export const Report = () => {
  const [, go] = useLocation();
  const [step, setStep] = useState<"place" | "kind" | "send">("place");
  const [made, setMade] = useState<SentReport>();
  if (made !== undefined) return <Sent {...made} />;
  if (step === "place") return <PlaceStep onDone={() => setStep("kind")} onBack={() => go("/")} />;
  if (step === "kind") return <KindStep onDone={() => setStep("send")} onBack={() => setStep("place")} />;
  return <SendStep onSent={setMade} onBack={() => setStep("kind")} />;
};
