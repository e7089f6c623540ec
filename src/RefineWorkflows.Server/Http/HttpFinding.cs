using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Http;

/// <summary>Whom a request is for.</summary>
/// <param name="Match">Who answers it; null for nobody, or for nobody in particular.</param>
/// <param name="Refusal">What the caller is told when nobody answers.</param>
/// <param name="MayChange">Whether somebody who comes to wait there would answer it.</param>
internal sealed record HttpFinding(HttpMatch? Match, IResult? Refusal, bool MayChange);
