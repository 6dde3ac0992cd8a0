import { CaretRightOutlined, PauseOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { Button, Segmented } from "antd";
import { useClock, useSetClock } from "../data/clock.ts";
import { useText } from "../strings/text.ts";

const speeds = [1, 10, 60, 600] as const;

/** Pause and speed of the city's one clock, for whoever may set it; every change is in the journal. */
export const ClockControl = () => {
  const t = useText();
  const { data: clock } = useClock();
  const { mutate, isPending, error } = useSetClock();
  const speed = clock?.speed ?? 1;
  const set = (next: number): void =>
    mutate({
      speed: next,
      reason: next === 0 ? t.frame.clockPaused : fillText(t.frame.clockTo, { speed: String(next) }),
    });
  return (
    <div className="clock-control">
      <p>{t.frame.clockHint}</p>
      <div className="clock-control-row">
        <Button
          icon={speed === 0 ? <CaretRightOutlined /> : <PauseOutlined />}
          loading={isPending}
          onClick={() => set(speed === 0 ? 1 : 0)}
        >
          {speed === 0 ? t.frame.clockResume : t.frame.clockPause}
        </Button>
        <Segmented
          aria-label={t.frame.clockSpeed}
          disabled={isPending}
          options={speeds.map((value) => ({ value, label: `×${value}` }))}
          {...(speeds.some((value) => value === speed) ? { value: speed } : { value: 0 })}
          onChange={(value) => set(Number(value))}
        />
      </div>
      {error === null ? null : <p role="alert">{error.message}</p>}
    </div>
  );
};
