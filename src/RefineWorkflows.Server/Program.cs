using RefineWorkflows.Server.Cli;

return await Tool.MainAsync(args);
