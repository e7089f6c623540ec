using System.CommandLine;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine run</c>: starts a run and stays with it.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("run", "Paint, judge and refine until the picture is good.");
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            StoredDefinition definition = await workbench.Definitions.EnsureAsync(parsed.GetValue(options.Workflow)!, cancellationToken);
            IReadOnlyDictionary<string, JsonElement> input = options.Input(parsed);
            InstanceId id = RunCatalog.NewId(TimeProvider.System);
            if (!parsed.GetValue(json))
                await Console.Error.WriteLineAsync($"run {id}: \"{parsed.GetValue(options.Prompt)}\" ({definition.DefinitionId})");
            return await RunSession.WatchAsync(workbench, id, parsed.GetValue(options.MaxIterations) ?? 10, parsed.GetValue(json), async token =>
            {
                await workbench.Host.RunAsync(definition.DefinitionId, input, id, null, token);
                return true;
            });
        }, cancellationToken));
        return command;
    }
}
