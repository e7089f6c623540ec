using System.CommandLine;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Reviews;
using RefineWorkflows.Server.Reviews;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine answer</c>: what a person decides about a picture that a run asks about.</summary>
internal static class AnswerCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The run." };
        var decision = new Argument<string>("decision") { Description = $"{string.Join(", ", ReviewDecisions.Names)}." };
        var note = new Option<string?>("--note") { Description = "What to change, for whoever writes the next prompt." };
        var command = new Command("answer", "Answer what a run asks a person: deliver the picture, go on from it, or start over.") { id, decision, note };
        command.Validators.Add(result =>
        {
            if (result.GetValue(decision) is { } name && ReviewDecisions.TryParse(name) is null)
                result.AddError($"The decision is '{name}'; allowed: {string.Join(", ", ReviewDecisions.Names)}.");
        });
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            RunView view = await workbench.Runs.FindAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"There is no run '{parsed.GetValue(id)}'. List them with: refine runs");
            var desk = new ReviewDesk(workbench.Store, workbench.Client, workbench.Records);
            var answer = new ReviewAnswer(ReviewDecisions.TryParse(parsed.GetValue(decision))!.Value, parsed.GetValue(note) is { } words && !string.IsNullOrWhiteSpace(words) ? words.Trim() : null, Environment.UserName);
            if (await desk.OpenAsync(new InstanceId(view.Id), cancellationToken) is not [var review, ..] || !await desk.AnswerAsync(review, answer, cancellationToken))
                throw new CommandFailure(ExitCode.Conflict, $"Run {view.Id} is {view.Status} and asks nobody; its answer was given, or its deadline has passed.");
            Console.WriteLine($"Picture {review.Iteration} of run {view.Id}: {ReviewDecisions.NameOf(answer.Decision)}. The run goes on in the process that watches it, or with: refine resume {view.Id}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }
}
