import type { OwnReport } from "@chengyun/client";
import { useEffect, useState } from "react";
import { api } from "../data/api.ts";

interface KeptPhotoProps {
  readonly kept: OwnReport;
  readonly id: string;
  readonly name: string;
}

/** A photo that is shown to whoever holds the key of a report. */
export const KeptPhoto = ({ kept, id, name }: KeptPhotoProps) => {
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    let address: string | undefined;
    let left = false;
    api.photo(kept, id).then(
      (photo) => {
        if (left) return;
        address = URL.createObjectURL(photo);
        setShown(address);
      },
      () => setShown(undefined),
    );
    return () => {
      left = true;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [kept, id]);
  return shown === undefined ? null : <img src={shown} alt={name} />;
};
