// Parks what says so in its payload, at its first try; handles everything else.
const handler = ({ payload: { Fails } }) => {
  if (Fails) throw Object.assign(new Error(`It said: ${Fails}`), { name: Fails });
};

export default { '*': { handler, retry: { maximumAttempts: 1 } } };
