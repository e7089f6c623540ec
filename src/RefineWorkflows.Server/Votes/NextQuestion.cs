namespace RefineWorkflows.Server.Votes;

/// <summary>The pair of a user's pictures whose answer teaches most.</summary>
/// <param name="Id">Id that the vote will have.</param>
/// <param name="User">Whose taste is asked about.</param>
/// <param name="Prompt">What both were meant to show.</param>
/// <param name="A">Shown as A.</param>
/// <param name="B">Shown as B.</param>
/// <param name="Open">How many pairs could be asked, this one included.</param>
/// <param name="ByModel">Whether a learned taste chose it; else variety did.</param>
internal sealed record NextQuestion(string Id, string User, string Prompt, NextPicture A, NextPicture B, int Open, bool ByModel);
