import { WarningOutlined } from "@ant-design/icons";
import type { Case, Photo } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Image } from "antd";
import { photoUrl } from "../data/api.ts";
import { useText } from "../strings/text.ts";

/** Photos of these stages show the mended place; all earlier ones show the trouble. */
const afterStages: ReadonlySet<string> = new Set(["disposing", "fed-back", "verified", "closed"]);

interface SideProps {
  readonly title: string;
  readonly none: string;
  readonly photos: readonly Photo[];
}

const Side = ({ title, none, photos }: SideProps) => {
  const t = useText();
  const { language, zone, say } = useUi();
  const at = (text: string): string => formatMoment(Date.parse(text), { language, zone });
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {photos.length === 0 ? <p className="photo-none">{none}</p> : null}
      {photos.map((photo, index) => (
        <figure key={photo.id} className="photo">
          <Image
            src={photoUrl(photo.id, 640)}
            preview={{ src: photoUrl(photo.id) }}
            loading="lazy"
            alt={`${title} ${fillText(t.case.photo, { n: String(index + 1) })}`}
          />
          <figcaption>
            {photo.by === "" ? "" : `${photo.by} · `}
            <span className="figure">{at(photo.at)}</span>
            {photo.takenAt === undefined ? null : (
              <span className="cy-faint"> · {fillText(t.case.takenAt, { at: at(photo.takenAt) })}</span>
            )}
            {photo.doubts.map((doubt) => (
              <span key={doubt.en} className="doubt">
                <WarningOutlined aria-hidden="true" /> {say(doubt)}
              </span>
            ))}
          </figcaption>
        </figure>
      ))}
    </section>
  );
};

/** Before and after, side by side. */
export const Photos = ({ subject }: { readonly subject: Pick<Case, "photos"> }) => {
  const t = useText();
  return (
    <div className="photos">
      <Side
        title={t.case.before}
        none={t.case.noBefore}
        photos={subject.photos.filter((photo) => !afterStages.has(photo.stage))}
      />
      <Side
        title={t.case.after}
        none={t.case.noAfter}
        photos={subject.photos.filter((photo) => afterStages.has(photo.stage))}
      />
    </div>
  );
};
