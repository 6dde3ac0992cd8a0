/** A short edition as a county sends it: the template that lost its calendars and its zeros. */
export const shortEdition = `城市管理部件立案、处置和结案标准（部件）,,,,,,,,
大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
1,公用设施,1,上水井盖,供水公司,城管局,井盖丢失或移位,补装复位,2紧急工作时
,,,,,,盖面裂开,更换,4小时
,,,,,,压上去响,紧固,2天
1,公用设施,3,雨水井盖,排水处,城管局,井盖丢失,补装,2紧急工作时
4,园林绿化设施,2,行道树,园林处,城管局,树木枯死,补种,种植季节15工作日
4,园林绿化设施,2,行道树,园林处,城管局,无结案的一条,,1天
4,园林绿化设施,2,行道树,园林处,城管局,树木枯死,补种,种植季节15工作日
`;

/** The fuller edition of the same parts: calendars kept, other words in places, one class more. */
export const fullEdition = `大类代码,大类名称,小类代码,小类名称,立案条件,处置时限,结案条件,监管主体,责任主体,法律法规依据,法律法规具体条款,采集要求
01,公用设施,01,上水井盖,井盖丢失或移位,2紧急工作时,补装复位,城管局,供水公司,道路条例,"第二十三条
井盖完好",拍清标识
,,,,盖面裂开,4工作时,更换,,,,,
,,,,压上去响,3工作日,紧固,,,,,
,,03,雨水井盖,井盖丢失,2紧急工作时,补装并加锁,城管局,排水处,,,
05,其他部件,01,防汛墙,墙体开裂,5工作日,修补,水利局,河道处,,,
`;

/** Events of the same county. */
export const eventEdition = `大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
05,突发事件,01,供水管道破裂,供水公司,城管局,漏水影响出行,止水并修复,1紧急工作时制止
01,市容环境,01,私搭乱建,街道办,城管局,正在搭建,制止,2紧急工作日
`;

/** Bytes of a text in GB 18030's two-byte part, as old spreadsheets save it. */
export const toGb = (text: string): Buffer => {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      const letter = decoder.decode(bytes);
      if (low !== 0x7f && !codes.has(letter)) codes.set(letter, bytes);
    }
  return Buffer.concat(
    Array.from(text, (letter) =>
      letter.charCodeAt(0) < 0x80 ? Buffer.from(letter) : (codes.get(letter) ?? Buffer.from("?")),
    ),
  );
};
