using System.CommandLine;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Runs;
using RefineWorkflows.Server.Starting;

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
            IReadOnlyDictionary<string, JsonElement> input = await new InputNames(workbench.Catalog).MatchAsync(definition.DefinitionId, options.Input(parsed, workbench.Settings.User), cancellationToken);
            InstanceId id = RunCatalog.NewId(TimeProvider.System);
            RunEstimate estimate = await RunEstimate.OfAsync(
                workbench, parsed.GetValue(options.Generator), parsed.GetValue(options.Judge), parsed.GetValue(options.Proposer), parsed.GetValue(options.MaxIterations) ?? 10, options.Caps(parsed), cancellationToken);
            if (!parsed.GetValue(json))
                await Console.Error.WriteLineAsync($"run {id}: \"{parsed.GetValue(options.Prompt)}\" ({definition.DefinitionId})");
            if (!parsed.GetValue(json) && estimate.InWords() is { } words)
                await Console.Error.WriteLineAsync(words);
            return await RunSession.WatchAsync(workbench, id, parsed.GetValue(options.MaxIterations) ?? 10, parsed.GetValue(json), estimate, async token =>
            {
                await workbench.Host.RunAsync(definition.DefinitionId, input, id, null, token);
                return true;
            });
        }, cancellationToken));
        return command;
    }
}
