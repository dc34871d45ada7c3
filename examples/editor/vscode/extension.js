const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = () => {
  const command = workspace.getConfiguration('matura').get('command');
  const server = { command, args: ['lsp', '--stdio'] };
  const documentSelector = [{ language: 'yaml', scheme: 'file' }];
  client = new LanguageClient('matura', 'Matura', server, { documentSelector });
  return client.start();
};

exports.deactivate = () => client?.stop();
