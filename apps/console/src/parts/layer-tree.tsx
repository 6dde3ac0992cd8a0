import { GroupOutlined } from "@ant-design/icons";
import type { MapLayer, MapOutline } from "@chengyun/contracts";
import { GlyphSign, LinkSign, useUi } from "@chengyun/ui";
import { Button, Popover, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import type { LayerState } from "./layer-switches.ts";
import { toGlyph } from "./map-description.ts";

interface RowProps {
  readonly id: string;
  readonly sign: ReactNode;
  readonly name: string;
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly onTurn: () => void;
}

const Row = ({ id, sign, name, count, isOn, onTurn }: RowProps) => (
  <li>
    <label className="layer-row" htmlFor={`layer-${id}`}>
      <span className="layer-sign">{sign}</span>
      <span className="layer-name">{name}</span>
      {count === undefined ? null : <span className="cy-faint figure">{count.toLocaleString("en-US")}</span>}
      <Switch id={`layer-${id}`} size="small" checked={isOn} onChange={onTurn} />
    </label>
  </li>
);

interface LayerTreeProps {
  readonly outline: MapOutline;
  readonly state: LayerState;
}

const Sign = ({ layer, links }: { readonly layer: MapLayer; readonly links: readonly string[] }) =>
  layer.linkType === undefined ? (
    <GlyphSign glyph={toGlyph(layer.glyph)} />
  ) : (
    <LinkSign index={links.indexOf(layer.linkType)} />
  );

/** What packs bring to the map, each with its sign, how many there are, and a switch. */
const Tree = ({ outline, state: { switches, turn, reset } }: LayerTreeProps) => {
  const t = useText();
  const may = useMay();
  const { say } = useUi();
  const packs = outline.packs
    .map((pack) => ({ ...pack, layers: pack.layers.filter(({ heatOf }) => heatOf === undefined) }))
    .filter(({ layers }) => layers.length > 0);
  const heats = outline.packs.flatMap(({ layers }) => layers.filter(({ heatOf }) => heatOf !== undefined));
  const links = packs.flatMap(({ layers }) => layers.flatMap(({ linkType }) => linkType ?? []));
  return (
    <div className="layer-tree">
      <p className="cy-faint">{t.atlas.layersHint}</p>
      {may("cases.read") ? (
        <section>
          <h3>{t.atlas.layersCases}</h3>
          <ul>
            <Row
              id="pins"
              sign={<span className="layer-pin" />}
              name={t.atlas.pins}
              isOn={!switches.off.has("pins")}
              onTurn={() => turn("pins", "on")}
            />
            {heats.map(({ id, name }) => (
              <Row
                key={id}
                id={id}
                sign={<span className="cy-legend-heat" />}
                name={say(name)}
                isOn={switches.on.has(id)}
                onTurn={() => turn(id, "off")}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {packs.length === 0 ? <p className="cy-faint">{t.atlas.noLayers}</p> : null}
      {packs.map(({ pack, name, layers }) => (
        <section key={pack}>
          <h3>{say(name)}</h3>
          <ul>
            {layers.map((layer) => (
              <Row
                key={layer.id}
                id={layer.id}
                sign={<Sign layer={layer} links={links} />}
                name={say(layer.name)}
                count={layer.count}
                isOn={!switches.off.has(layer.id)}
                onTurn={() => turn(layer.id, "on")}
              />
            ))}
          </ul>
        </section>
      ))}
      <Button size="small" disabled={switches.off.size + switches.on.size === 0} onClick={reset}>
        {t.atlas.allOn}
      </Button>
    </div>
  );
};

/** The button that opens the layer tree. */
export const LayerButton = (props: LayerTreeProps) => {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger="click" placement="bottomLeft" open={isOpen} onOpenChange={setOpen} content={<Tree {...props} />}>
      <Button icon={<GroupOutlined />} aria-expanded={isOpen}>
        {t.atlas.layers}
      </Button>
    </Popover>
  );
};
