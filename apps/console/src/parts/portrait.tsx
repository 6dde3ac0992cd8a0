import { portraitUrl } from "../data/api.ts";

interface PortraitProps {
  /** Id of the person, who works for the city. */
  readonly person: string;
  readonly size?: "small" | "middle";
}

/** A drawing beside the name of who works for the city; the name says who it is, so that it is silent itself. */
export const Portrait = ({ person, size = "small" }: PortraitProps) => (
  <img className={`portrait portrait-${size}`} src={portraitUrl(person)} alt="" loading="lazy" draggable={false} />
);
