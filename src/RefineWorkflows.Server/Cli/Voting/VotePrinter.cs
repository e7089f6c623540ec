using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Cli.Voting;

/// <summary>Votes and questions on the terminal, or as JSON.</summary>
internal sealed class VotePrinter(bool json)
{
    public bool IsJson => json;

    public void Print(Vote vote, string? then = null)
    {
        if (json)
        {
            JsonOutput.Print(vote);
            return;
        }

        Console.WriteLine($"Vote {vote.Sequence} of {vote.User}: {VoteOutcomes.NameOf(vote.Outcome)}{(vote.UndoneAt is null ? $". Take it back with: refine vote undo {vote.Id}{(vote.User == UserName.Default ? "" : $" --user {vote.User}")}" : ", taken back.")}");
        if (then is not null && vote.UndoneAt is null)
            Console.WriteLine(then);
    }

    public void Ask(Ballot ballot, string folder)
    {
        string a = Path.Combine(folder, ballot.A.File), b = Path.Combine(folder, ballot.B.File);
        if (json)
            JsonOutput.Print(new { ballot.Id, ballot.Run, ballot.User, ballot.Prompt, ballot.Question, a = new { ballot.A.Iteration, path = a }, b = new { ballot.B.Iteration, path = b }, ballot.DueAt, @default = VoteOutcomes.NameOf(ballot.Default), answers = VoteOutcomes.Names });
        else
            Ask($"{ballot.Prompt}\n{ballot.Question}", a, b, $"refine vote {ballot.Run}");
    }

    public void Ask(TournamentQuestion question, string folder)
    {
        string? a = FileOf(question.A, folder), b = FileOf(question.B, folder), winner = FileOf(question.Winner, folder);
        if (json)
            JsonOutput.Print(new { question.Run, question.User, question.Id, a = a is null ? null : new { question.A!.Iteration, path = a }, b = b is null ? null : new { question.B!.Iteration, path = b }, question.Answered, question.Left, winner = winner is null ? null : new { question.Winner!.Iteration, path = winner }, answers = VoteOutcomes.Names });
        else if (question.A is null)
            Console.WriteLine(winner is null ? $"Run {question.Run} has no pictures to vote on." : $"Picture {question.Winner!.Iteration} of run {question.Run} has won after {question.Answered} votes: {winner}");
        else
            Ask($"Which one is better? Question {question.Answered + 1}; at most {question.Left} left.", a!, b!, $"refine vote {question.Run} --tournament");
    }

    public void Ask(NextQuestion question, Func<string, string> folderOf)
    {
        string PathOf(NextPicture picture) => Path.Combine(folderOf(picture.Picture.Run!), picture.File);
        if (json)
            JsonOutput.Print(new { question.Id, question.User, question.Prompt, a = Shown(question.A, PathOf(question.A)), b = Shown(question.B, PathOf(question.B)), question.Open, question.ByModel, answers = VoteOutcomes.Names });
        else
            Ask($"{question.Prompt}\nWhich one is better? {(question.ByModel ? "The learned taste is least sure here" : "It differs most from what was asked")}; {question.Open} pairs could be asked.", PathOf(question.A), PathOf(question.B), $"refine vote --next{(question.User == UserName.Default ? "" : $" --user {question.User}")} --id {question.Id}");
    }

    private static object Shown(NextPicture picture, string path) => new { picture.Picture.Run, picture.Picture.Iteration, path };

    private static void Ask(string question, string a, string b, string command)
    {
        Console.WriteLine(question);
        Console.WriteLine($"  A  {a}");
        Console.WriteLine($"  B  {b}");
        Console.WriteLine($"Type: {command} {string.Join('|', VoteOutcomes.Names)}");
    }

    private static string? FileOf(VotedPicture? picture, string folder)
        => picture?.Iteration is not { } iteration ? null : Path.Combine(folder, RunFolder.Open(folder).ClipOf(iteration) ?? RunFolder.PictureName(iteration));
}
