using System.CommandLine;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary><c>refine judge</c>: asks judges about pictures that are there, and how far judges can be trusted.</summary>
internal static class JudgeCommand
{
    public static Command Create() => new("judge", "Compare and score pictures, and see how far judges can be trusted.")
    {
        PairCommand.Create(), ScoreCommand.Create(), RubricCommand.Create(), VerdictsCommand.Create(), ReliabilityCommand.Create(),
    };
}
