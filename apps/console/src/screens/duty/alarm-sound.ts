import { useEffect } from "react";

const everyMs = 6_000;

/** Two short tones, lower then higher, a quarter of a second each. */
const sound = (context: AudioContext): void => {
  for (const [start, pitch] of [
    [0, 620],
    [0.28, 830],
  ] as const) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    loudness.gain.value = 0.12;
    tone.frequency.value = pitch;
    tone.connect(loudness).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.24);
  }
};

/** Sounds again and again while something grave waits to be acknowledged, if the person wants it. */
export const useAlarmSound = (wanted: boolean): void => {
  useEffect(() => {
    if (!wanted) return;
    const context = new AudioContext();
    sound(context);
    const timer = setInterval(() => sound(context), everyMs);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [wanted]);
};
